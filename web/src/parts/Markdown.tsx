import { Fragment, type ReactNode } from "react";
import classes from "./markdown.module.css";

/** The little Markdown that postings are kept in: headings, lists, paragraphs, bold. Anything else is text. */
export function Markdown({ text }: { text: string }) {
  return (
    <div className={classes.text}>
      {blocksOf(text).map((block, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the text does not change while it is shown
        <Fragment key={place}>{shown(block)}</Fragment>
      ))}
    </div>
  );
}

export type Block =
  | { kind: "heading"; text: string }
  | { kind: "list"; items: string[] }
  | { kind: "paragraph"; text: string };

const HEADING = /^#{1,6}\s+(.*)/;
const ITEM = /^\s*(?:[-*•·–]|\d{1,2}[.)])\s+(.*)/;

export function blocksOf(text: string): Block[] {
  const blocks: Block[] = [];
  let ended = true;
  for (const line of text.split("\n")) {
    if (line.trim()) join(blocks, blockOf(line), ended);
    ended = !line.trim();
  }
  return blocks;
}

function blockOf(line: string): Block {
  const heading = HEADING.exec(line)?.[1];
  if (heading !== undefined) return { kind: "heading", text: heading };
  const item = ITEM.exec(line)?.[1];
  return item === undefined ? { kind: "paragraph", text: line } : { kind: "list", items: [item] };
}

/** A list goes on over empty lines, a paragraph ends with one. */
function join(blocks: Block[], block: Block, ended: boolean): void {
  const last = blocks.at(-1);
  if (block.kind === "list" && last?.kind === "list") last.items.push(...block.items);
  else if (block.kind === "paragraph" && last?.kind === "paragraph" && !ended)
    last.text += `\n${block.text}`;
  else blocks.push(block);
}

function shown(block: Block): ReactNode {
  switch (block.kind) {
    case "heading":
      return <h3>{bold(block.text)}</h3>;
    case "list":
      return (
        <ul>
          {block.items.map((item, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the text does not change while it is shown
            <li key={place}>{bold(item)}</li>
          ))}
        </ul>
      );
    case "paragraph":
      return <p>{bold(block.text)}</p>;
  }
}

function bold(text: string): ReactNode[] {
  return text.split("**").map((part, place) =>
    // biome-ignore lint/suspicious/noArrayIndexKey: the text does not change while it is shown
    place % 2 ? <strong key={place}>{part}</strong> : part,
  );
}
