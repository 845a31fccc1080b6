// The demo customers that the specs log in as (crates/backend/src/sandbox/seed/customers.rs).

export interface Account {
  readonly name: string;
  readonly email: string;
  readonly phone: string;
  readonly password: string;
}

const PASSWORD = "Refactura2020";

/** The manual's customer: two invoices, $743.00 and $1,093.40, and two razones sociales. */
export const DEMO: Account = {
  name: "Cliente de demostración",
  email: "demo@pase.example",
  phone: "55 5950 2560",
  password: PASSWORD,
};

/** A company with 3,000 invoices. */
export const KEMPER: Account = {
  name: "Escuela Kemper",
  email: "kemper@pase.example",
  phone: "55 5555 0101",
  password: PASSWORD,
};

/**
 * A person with two tags: invoices around the threshold, a cancelled one, and a name of 300
 * characters.
 */
export const XOCHILT: Account = {
  name: "Xochilt Casas Chávez",
  email: "xochilt@pase.example",
  phone: "55 5555 0102",
  password: PASSWORD,
};

/** A person with a tag and nothing else. */
export const OSCAR: Account = {
  name: "Oscar Kala Haak",
  email: "oscar@pase.example",
  phone: "55 5555 0103",
  password: PASSWORD,
};

/** A person without a tag. */
export const KARLA: Account = {
  name: "Karla Fuente Nolasco",
  email: "karla@pase.example",
  phone: "55 5555 0104",
  password: PASSWORD,
};
