/** The property and setting of an attribute: `registerUrl` for `register-url`. */
export const propertyOf = (attribute) => attribute.replace(/-[a-z]/g, (letter) => letter[1].toUpperCase());
