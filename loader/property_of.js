/** The property and the setting that an attribute is: `registerUrl` for `register-url`. */
export const propertyOf = (attribute) => attribute.replace(/-[a-z]/g, (letter) => letter[1].toUpperCase());
