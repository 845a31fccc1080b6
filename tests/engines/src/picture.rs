//! Pictures of the page, compared pixel by pixel. They check that something looks the same in two
//! places or at two times. No reference picture is stored.

use std::fs;
use std::path::Path;

use image::{ImageFormat, RgbaImage};

use crate::failure::{Failure, Outcome};

/// A rectangle in the window, in pixels.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Rectangle {
    pub(crate) left: u32,
    pub(crate) top: u32,
    pub(crate) width: u32,
    pub(crate) height: u32,
}

/// A picture.
pub(crate) struct Picture(RgbaImage);

impl Picture {
    /// Reads a driver's screenshot.
    pub(crate) fn read(png: &[u8]) -> Outcome<Self> {
        image::load_from_memory_with_format(png, ImageFormat::Png)
            .map(|picture| Self(picture.into_rgba8()))
            .map_err(Failure::doing("the driver's picture cannot be read"))
    }

    /// The width and the height.
    pub(crate) fn size(&self) -> (u32, u32) {
        self.0.dimensions()
    }

    /// Cuts out a rectangle, which must be completely inside the picture.
    pub(crate) fn crop(&self, rectangle: Rectangle) -> Outcome<Self> {
        let Rectangle { left, top, width, height } = rectangle;
        let (right, bottom) = (left.saturating_add(width), top.saturating_add(height));
        if right > self.0.width() || bottom > self.0.height() {
            return Err(Failure::new(format!(
                "{rectangle:?} is not completely inside the picture, which is {:?}",
                self.size()
            )));
        }
        Ok(Self(image::imageops::crop_imm(&self.0, left, top, width, height).to_image()))
    }

    /// Counts the pixels that differ by more than `tolerance` in a channel. Fails if the sizes
    /// differ.
    pub(crate) fn difference(&self, other: &Self, tolerance: u8) -> Outcome<Difference> {
        if self.size() != other.size() {
            return Err(Failure::new(format!(
                "one picture is {:?} and the other {:?}",
                self.size(),
                other.size()
            )));
        }
        let line = self.0.sample_layout().height_stride.max(1);
        let lines = self.0.as_raw().chunks_exact(line).zip(other.0.as_raw().chunks_exact(line));
        // Most lines are equal, and comparing whole lines is much faster than comparing pixels.
        let lines = lines.filter(|(one, other)| one != other);
        let pixels = lines.flat_map(|(one, other)| one.chunks_exact(4).zip(other.chunks_exact(4)));
        let differ = pixels.filter(|(one, other)| {
            one.iter().zip(*other).any(|(one, other)| one.abs_diff(*other) > tolerance)
        });
        Ok(Difference { pixels: differ.count(), total: self.0.pixels().len() })
    }

    /// Writes the picture to a file.
    pub(crate) fn save(&self, file: &Path) -> Outcome {
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder)
                .map_err(Failure::doing("the folder for pictures cannot be created"))?;
        }
        self.0.save(file).map_err(Failure::doing("the picture cannot be saved"))
    }
}

/// A screen's name and its picture.
pub(crate) struct Screen {
    pub(crate) name: &'static str,
    pub(crate) picture: Picture,
}

/// How many pixels of two pictures differ.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Difference {
    pub(crate) pixels: usize,
    /// The number of pixels in one picture.
    pub(crate) total: usize,
}

impl Difference {
    /// Whether at most one pixel in a thousand differs.
    pub(crate) fn is_slight(self) -> bool {
        self.pixels.saturating_mul(1_000) <= self.total
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::Rgba;

    fn gray(width: u32, height: u32) -> Picture {
        Picture(RgbaImage::from_pixel(width, height, Rgba([100, 100, 100, 255])))
    }

    #[test]
    fn pixels_that_differ_by_more_than_the_tolerance_are_counted() -> Outcome {
        let mut other = gray(100, 20);
        other.0.put_pixel(3, 3, Rgba([124, 100, 100, 255]));
        assert_eq!(gray(100, 20).difference(&other, 24)?.pixels, 0);
        assert_eq!(gray(100, 20).difference(&other, 0)?.pixels, 1);
        other.0.put_pixel(4, 4, Rgba([100, 125, 100, 255]));
        other.0.put_pixel(5, 5, Rgba([75, 100, 100, 255]));
        let difference = gray(100, 20).difference(&other, 24)?;
        assert_eq!((difference.pixels, difference.total, difference.is_slight()), (2, 2_000, true));
        other.0.put_pixel(6, 6, Rgba([0, 0, 0, 255]));
        assert!(!gray(100, 20).difference(&other, 24)?.is_slight());
        Ok(())
    }

    #[test]
    fn pictures_of_different_sizes_and_rectangles_outside_the_picture_are_failures() {
        assert!(gray(100, 20).difference(&gray(100, 21), 24).is_err());
        let crop = |top, height| gray(100, 20).crop(Rectangle { left: 0, top, width: 100, height });
        assert_eq!(crop(5, 15).map(|picture| picture.size()).ok(), Some((100, 15)));
        assert!(crop(5, 16).is_err());
    }
}
