// What a screen reader calls things in Mexican Spanish.

import type { Focus } from "./focus.ts";

interface AXValue {
  readonly value?: unknown;
}

/** A node of Chromium's accessibility tree, as the debugger gives it. */
export interface AXNode {
  readonly nodeId: string;
  readonly parentId?: string;
  readonly childIds?: readonly string[];
  readonly backendDOMNodeId?: number;
  readonly ignored: boolean;
  readonly role?: AXValue;
  readonly name?: AXValue;
  readonly description?: AXValue;
  readonly value?: AXValue;
  readonly properties?: readonly { readonly name: string; readonly value: AXValue }[];
}

const ROLES: Readonly<Record<string, string>> = {
  link: "enlace",
  button: "botón",
  checkbox: "casilla",
  radio: "botón de opción",
  textbox: "campo de edición",
  searchbox: "campo de búsqueda",
  combobox: "cuadro combinado",
  spinbutton: "control numérico",
  DisclosureTriangle: "botón que despliega",
  heading: "encabezado",
  menuitem: "elemento del menú",
  option: "opción",
  alert: "alerta",
  generic: "grupo",
};

/** What is said when focus enters it. */
const CONTEXTS: Readonly<Record<string, string>> = {
  banner: "banner de la página",
  main: "contenido principal",
  navigation: "navegación",
  contentinfo: "pie de la página",
  search: "búsqueda",
  region: "región",
  form: "formulario",
  dialog: "diálogo",
  alertdialog: "diálogo de alerta",
  alert: "alerta",
  group: "grupo",
  radiogroup: "grupo de opciones",
  menu: "menú",
  table: "tabla",
  Date: "campo de fecha",
};

function text(value: AXValue | undefined): string {
  return typeof value?.value === "string" ? value.value.replaceAll(/\s+/g, " ").trim() : "";
}

function property(node: AXNode, name: string): unknown {
  return node.properties?.find((one) => one.name === name)?.value.value;
}

function quoted(name: string): string {
  return name === "" ? "(sin nombre)" : `«${name}»`;
}

/** What is said of a landmark, dialog, group or table that focus enters; `null` for everything else. */
export function contextWords(node: AXNode): string | null {
  const words = CONTEXTS[text(node.role)];
  if (words === undefined || node.ignored) {
    return null;
  }
  const [name, description] = [text(node.name), text(node.description)];
  return [`${words}${name === "" ? "" : ` ${quoted(name)}`}`, description].filter((part) => part !== "").join(", ");
}

/** What is said of the element that has focus: role, name, states, description. */
export function nodeWords(node: AXNode, focus: Focus, children: (node: AXNode) => AXNode[]): string {
  const role = text(node.role);
  const level = property(node, "level");
  const kind = `${ROLES[role] ?? role}${role === "heading" ? ` nivel ${String(level)}` : ""}`;
  const isField = ["textbox", "searchbox", "combobox", "spinbutton"].includes(role);
  const states = [
    ...stateWords(node, focus),
    ...(isField ? [fieldWords(node)] : []),
    focus.position ?? "",
  ];
  // A group that takes focus is read as what it holds.
  const content = text(node.name) === "" ? spoken(node, children) : text(node.name);
  const parts = [`${kind} ${quoted(content)}`, ...states, text(node.description)];
  return parts.filter((part) => part !== "").join(", ");
}

function fieldWords(node: AXNode): string {
  const spelled = property(node, "valuetext");
  if (typeof spelled === "string" && spelled !== "") {
    return spelled;
  }
  const value = typeof node.value?.value === "number" ? String(node.value.value) : text(node.value);
  return value === "" ? "en blanco" : value;
}

function stateWords(node: AXNode, { current }: Focus): string[] {
  const words: string[] = [];
  const expanded = property(node, "expanded");
  if (expanded !== undefined) {
    words.push(expanded === true ? "expandido" : "contraído");
  }
  const checked = property(node, "checked");
  if (checked !== undefined) {
    words.push(checked === "true" || checked === true ? "marcado" : "sin marcar");
  }
  const popup = property(node, "hasPopup");
  if (typeof popup === "string" && popup !== "false") {
    words.push("abre un menú");
  }
  if (property(node, "disabled") === true) {
    words.push("no disponible");
  }
  if (property(node, "required") === true) {
    words.push("obligatorio");
  }
  if (property(node, "invalid") === "true") {
    words.push("no válido");
  }
  if (current !== null && current !== "false") {
    words.push(current === "page" ? "página actual" : "actual");
  }
  return words;
}

function spoken(node: AXNode, children: (node: AXNode) => AXNode[]): string {
  if (text(node.role) === "StaticText") {
    return text(node.name);
  }
  return children(node)
    .map((child) => spoken(child, children))
    .filter((part) => part !== "")
    .join(" ");
}
