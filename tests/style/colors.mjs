// Colors in stylesheets: what counts as one, and how light it is.

/** CSS's named colors (CSS Color 4, 6.1). */
const NAMED =
  "aliceblue antiquewhite aqua aquamarine azure beige bisque black blanchedalmond blue blueviolet brown burlywood cadetblue " +
  "chartreuse chocolate coral cornflowerblue cornsilk crimson cyan darkblue darkcyan darkgoldenrod darkgray darkgreen " +
  "darkgrey darkkhaki darkmagenta darkolivegreen darkorange darkorchid darkred darksalmon darkseagreen darkslateblue " +
  "darkslategray darkslategrey darkturquoise darkviolet deeppink deepskyblue dimgray dimgrey dodgerblue firebrick " +
  "floralwhite forestgreen fuchsia gainsboro ghostwhite gold goldenrod gray green greenyellow grey honeydew hotpink " +
  "indianred indigo ivory khaki lavender lavenderblush lawngreen lemonchiffon lightblue lightcoral lightcyan " +
  "lightgoldenrodyellow lightgray lightgreen lightgrey lightpink lightsalmon lightseagreen lightskyblue lightslategray " +
  "lightslategrey lightsteelblue lightyellow lime limegreen linen magenta maroon mediumaquamarine mediumblue mediumorchid " +
  "mediumpurple mediumseagreen mediumslateblue mediumspringgreen mediumturquoise mediumvioletred midnightblue mintcream " +
  "mistyrose moccasin navajowhite navy oldlace olive olivedrab orange orangered orchid palegoldenrod palegreen " +
  "paleturquoise palevioletred papayawhip peachpuff peru pink plum powderblue purple rebeccapurple red rosybrown royalblue " +
  "saddlebrown salmon sandybrown seagreen seashell sienna silver skyblue slateblue slategray slategrey snow springgreen " +
  "steelblue tan teal thistle tomato turquoise violet wheat white whitesmoke yellow yellowgreen";
/** The system colors, which the user sets up for forced colors (CSS Color 4, 6.2). */
const SYSTEM =
  "accentcolor accentcolortext activetext buttonborder buttonface buttontext canvas canvastext field fieldtext graytext " +
  "highlight highlighttext linktext mark marktext selecteditem selecteditemtext visitedtext";

const named = new Set(NAMED.split(" "));
const system = new Set(SYSTEM.split(" "));
const FUNCTION = /(?<![\w-])(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\([^)]*\)/gi;
const HEX = /(?<![\w-])#[0-9a-f]{3,8}\b/gi;

/** The colors in a value: literal ones and system colors. */
export function colorsIn(value) {
  const words = value.replaceAll(/--[\w-]+/g, " ").match(/(?<![\w#.-])[a-z]+(?![\w(-])/gi) ?? [];
  return {
    literal: [
      ...(value.match(FUNCTION) ?? []),
      ...(value.match(HEX) ?? []),
      ...words.filter((word) => named.has(word.toLowerCase())),
    ],
    system: words.filter((word) => system.has(word.toLowerCase())),
  };
}

/**
 * Red, green and blue from 0 to 1, and the alpha. `undefined` for anything but a color written as
 * hex or `rgb()`.
 */
export function parseColor(text) {
  const hex = /^#([0-9a-f]{3,4}|[0-9a-f]{6}|[0-9a-f]{8})$/i.exec(text)?.[1];
  if (hex !== undefined) {
    const digits = hex.length < 6 ? [...hex].map((digit) => digit + digit) : hex.match(/../g);
    const [red, green, blue, alpha] = digits.map((pair) => Number.parseInt(pair, 16) / 255);
    return { channels: [red, green, blue], alpha: alpha ?? 1 };
  }
  const parts = /^rgba?\(([^)]*)\)$/i.exec(text)?.[1]?.split(/[\s,/]+/).filter(Boolean);
  if (parts?.length === 3 || parts?.length === 4) {
    const number = (part, whole) => Number.parseFloat(part) / (part.endsWith("%") ? 100 : whole);
    return { channels: parts.slice(0, 3).map((part) => number(part, 255)), alpha: number(parts[3] ?? "1", 1) };
  }
  return undefined;
}

/** WCAG 2.2's relative luminance. */
function luminance(channels) {
  const [red, green, blue] = channels.map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

/** WCAG 2.2's contrast ratio of two opaque colors, from 1 to 21. */
export function contrast(one, other) {
  const [darker, lighter] = [luminance(one.channels), luminance(other.channels)].sort((a, b) => a - b);
  return (lighter + 0.05) / (darker + 0.05);
}
