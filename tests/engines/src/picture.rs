//! Pictures of the page, compared pixel by pixel: for what must look the same in two places or at two times, where no picture is
//! kept.

use std::fs;
use std::path::Path;

use image::{ImageFormat, RgbaImage};

use crate::failure::{Failure, Outcome};

/// Where something is in the window, in pixels.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rectangle {
    pub(crate) left: u32,
    pub(crate) top: u32,
    pub(crate) width: u32,
    pub(crate) height: u32,
}

/// What was seen.
pub(crate) struct Picture(RgbaImage);

impl Picture {
    /// Reads what a driver has taken.
    pub(crate) fn read(png: &[u8]) -> Outcome<Self> {
        image::load_from_memory_with_format(png, ImageFormat::Png)
            .map(|picture| Self(picture.into_rgba8()))
            .map_err(Failure::doing("the driver's picture cannot be read"))
    }

    /// Width and height.
    pub(crate) fn size(&self) -> (u32, u32) {
        self.0.dimensions()
    }

    /// A part of it, which must be there whole.
    pub(crate) fn part(&self, part: Rectangle) -> Outcome<Self> {
        let Rectangle { left, top, width, height } = part;
        let (right, bottom) = (left.saturating_add(width), top.saturating_add(height));
        if right > self.0.width() || bottom > self.0.height() {
            return Err(Failure::new(format!(
                "{part:?} is not all in the picture, which is {:?}",
                self.size()
            )));
        }
        Ok(Self(image::imageops::crop_imm(&self.0, left, top, width, height).to_image()))
    }

    /// How many pixels of how many differ by more than this in a channel; fails when the sizes do.
    pub(crate) fn difference(&self, other: &Self, unseen: u8) -> Outcome<Difference> {
        if self.size() != other.size() {
            return Err(Failure::new(format!("one is {:?} and the other {:?}", self.size(), other.size())));
        }
        let line = self.0.sample_layout().height_stride.max(1);
        let lines = self.0.as_raw().chunks_exact(line).zip(other.0.as_raw().chunks_exact(line));
        // Most are the same, byte by byte, which is told much sooner.
        let lines = lines.filter(|(one, other)| one != other);
        let pixels = lines.flat_map(|(one, other)| one.chunks_exact(4).zip(other.chunks_exact(4)));
        let differ = pixels
            .filter(|(one, other)| one.iter().zip(*other).any(|(one, other)| one.abs_diff(*other) > unseen));
        Ok(Difference { pixels: differ.count(), of: self.0.pixels().len() })
    }

    pub(crate) fn keep(&self, file: &Path) -> Outcome {
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder).map_err(Failure::doing("there is no folder for pictures"))?;
        }
        self.0.save(file).map_err(Failure::doing("no picture was kept"))
    }
}

/// A picture of a screen, by its name.
pub(crate) struct Screen {
    pub(crate) name: &'static str,
    pub(crate) picture: Picture,
}

/// How many pixels differ.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Difference {
    pub(crate) pixels: usize,
    pub(crate) of: usize,
}

impl Difference {
    /// Whether it is no more than one pixel in a thousand.
    pub(crate) fn is_slight(self) -> bool {
        self.pixels.saturating_mul(1_000) <= self.of
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::Rgba;

    fn grey(width: u32, height: u32) -> Picture {
        Picture(RgbaImage::from_pixel(width, height, Rgba([100, 100, 100, 255])))
    }

    #[test]
    fn what_differs_by_more_is_counted() -> Outcome {
        let mut other = grey(100, 20);
        other.0.put_pixel(3, 3, Rgba([124, 100, 100, 255]));
        assert_eq!(grey(100, 20).difference(&other, 24)?.pixels, 0);
        assert_eq!(grey(100, 20).difference(&other, 0)?.pixels, 1);
        other.0.put_pixel(4, 4, Rgba([100, 125, 100, 255]));
        other.0.put_pixel(5, 5, Rgba([75, 100, 100, 255]));
        let difference = grey(100, 20).difference(&other, 24)?;
        assert_eq!((difference.pixels, difference.of, difference.is_slight()), (2, 2_000, true));
        other.0.put_pixel(6, 6, Rgba([0, 0, 0, 255]));
        assert!(!grey(100, 20).difference(&other, 24)?.is_slight());
        Ok(())
    }

    #[test]
    fn another_size_is_a_failure_and_so_is_a_part_that_is_not_there() {
        assert!(grey(100, 20).difference(&grey(100, 21), 24).is_err());
        let part = |top, height| grey(100, 20).part(Rectangle { left: 0, top, width: 100, height });
        assert_eq!(part(5, 15).map(|part| part.size()).ok(), Some((100, 15)));
        assert!(part(5, 16).is_err());
    }
}
