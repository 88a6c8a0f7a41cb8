// Reads a JSON list of AsyncAPI documents and says, for each, what the official parser finds wrong with it.
import { readFileSync } from "node:fs";
import { Parser } from "@asyncapi/parser";

const parser = new Parser();
const findings = [];
for (const document of JSON.parse(readFileSync(0, "utf8"))) {
  const { diagnostics } = await parser.parse(document);
  findings.push(diagnostics.map(({ code, path, message }) => ({ code, at: path.join("/"), message })));
}
console.log(JSON.stringify(findings));
