// The form of a razón social, wherever it is: in the modal, on a page of its own, on a trámite's
// page.

import type { Locator } from "@playwright/test";
import { type } from "../support/person.ts";

/** The data of a razón social, as they are typed or chosen in the form. */
export interface ReceiverData {
  readonly rfc: string;
  readonly name: string;
  readonly postalCode: string;
  readonly regime: string;
  readonly use: string;
}

/** The data in the SAT's padrón. */
export const KEMPER_AS_REGISTERED: ReceiverData = {
  rfc: "EKU9003173C9",
  name: "ESCUELA KEMPER URGATE",
  postalCode: "42501",
  regime: "601",
  use: "G03",
};

export class ReceiverForm {
  /** The element that contains the form. */
  readonly root: Locator;
  readonly save: Locator;
  readonly back: Locator;

  constructor(root: Locator) {
    this.root = root;
    this.save = root.getByRole("button", { name: /^Guardar/ });
    this.back = root.getByRole("button", { name: "Volver" });
  }

  field(label: string): Locator {
    return this.root.getByLabel(label, { exact: true });
  }

  /** A summary or a notice above the fields. */
  alertWith(words: string): Locator {
    return this.root.getByRole("alert").filter({ hasText: words });
  }

  /** The part that shows what another window has changed. */
  get editConflictNotice(): Locator {
    return this.root.getByRole("group", { name: /otra ventana$/ });
  }

  /** Types the given texts into their fields, and chooses the given options. */
  async complete(data: Partial<ReceiverData>): Promise<void> {
    const texts = { RFC: data.rfc, "Nombre o razón social": data.name, "Código postal": data.postalCode };
    for (const [label, text] of Object.entries(texts)) {
      if (text !== undefined) {
        await type(this.field(label), text);
      }
    }
    if (data.regime !== undefined) {
      await this.field("Régimen fiscal").selectOption(data.regime);
    }
    if (data.use !== undefined) {
      await this.field("Uso del CFDI").selectOption(data.use);
    }
  }
}
