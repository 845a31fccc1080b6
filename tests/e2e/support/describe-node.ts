// What a screen reader calls things in Mexican Spanish.

import type { FocusState } from "./focus.ts";

interface AXValue {
  readonly value?: unknown;
}

/** A node of Chromium's accessibility tree, as the debugger returns it. */
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

/** What is said when the focus enters such an element. */
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

function textOf(value: AXValue | undefined): string {
  return typeof value?.value === "string" ? value.value.replaceAll(/\s+/g, " ").trim() : "";
}

function propertyOf(node: AXNode, name: string): unknown {
  return node.properties?.find((one) => one.name === name)?.value.value;
}

function quoted(name: string): string {
  return name === "" ? "(sin nombre)" : `«${name}»`;
}

/**
 * What is said of a landmark, dialog, group or table that the focus enters; `null` for everything
 * else.
 */
export function describeContext(node: AXNode): string | null {
  const words = CONTEXTS[textOf(node.role)];
  if (words === undefined || node.ignored) {
    return null;
  }
  const [name, description] = [textOf(node.name), textOf(node.description)];
  return [`${words}${name === "" ? "" : ` ${quoted(name)}`}`, description].filter((part) => part !== "").join(", ");
}

/** What is said of the focused element: role, name, states, description. */
export function describeNode(node: AXNode, focus: FocusState, children: (node: AXNode) => AXNode[]): string {
  const role = textOf(node.role);
  const level = propertyOf(node, "level");
  const kind = `${ROLES[role] ?? role}${role === "heading" ? ` nivel ${String(level)}` : ""}`;
  const isField = ["textbox", "searchbox", "combobox", "spinbutton"].includes(role);
  const states = [
    ...describeStates(node, focus),
    ...(isField ? [describeFieldValue(node)] : []),
    focus.position ?? "",
  ];
  // A group that takes the focus is read by its content.
  const content = textOf(node.name) === "" ? spokenText(node, children) : textOf(node.name);
  const parts = [`${kind} ${quoted(content)}`, ...states, textOf(node.description)];
  return parts.filter((part) => part !== "").join(", ");
}

function describeFieldValue(node: AXNode): string {
  const spelled = propertyOf(node, "valuetext");
  if (typeof spelled === "string" && spelled !== "") {
    return spelled;
  }
  const value = typeof node.value?.value === "number" ? String(node.value.value) : textOf(node.value);
  return value === "" ? "en blanco" : value;
}

function describeStates(node: AXNode, { current }: FocusState): string[] {
  const words: string[] = [];
  const expanded = propertyOf(node, "expanded");
  if (expanded !== undefined) {
    words.push(expanded === true ? "expandido" : "contraído");
  }
  const checked = propertyOf(node, "checked");
  if (checked !== undefined) {
    words.push(checked === "true" || checked === true ? "marcado" : "sin marcar");
  }
  const popup = propertyOf(node, "hasPopup");
  if (typeof popup === "string" && popup !== "false") {
    words.push("abre un menú");
  }
  if (propertyOf(node, "disabled") === true) {
    words.push("no disponible");
  }
  if (propertyOf(node, "required") === true) {
    words.push("obligatorio");
  }
  if (propertyOf(node, "invalid") === "true") {
    words.push("no válido");
  }
  if (current !== null && current !== "false") {
    words.push(current === "page" ? "página actual" : "actual");
  }
  return words;
}

function spokenText(node: AXNode, children: (node: AXNode) => AXNode[]): string {
  if (textOf(node.role) === "StaticText") {
    return textOf(node.name);
  }
  return children(node)
    .map((child) => spokenText(child, children))
    .filter((part) => part !== "")
    .join(" ");
}
