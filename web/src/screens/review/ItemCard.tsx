import { ActionIcon, Checkbox, Textarea, TextInput, Tooltip } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { useState } from "react";
import { Confidence } from "../../parts/Confidence";
import { Quote } from "../../parts/Quote";
import type { Found, Item } from "./items";
import { weakest } from "./items";
import classes from "./review.module.css";

interface ItemCardProps {
  item: Item;
  taken: boolean;
  edits: Record<string, string>;
  onToggle: () => void;
  onEdit: (path: string, value: string, original: string) => void;
  disabled: boolean;
}

export function ItemCard({ item, taken, edits, onToggle, onEdit, disabled }: ItemCardProps) {
  return (
    <article className={classes.item} data-left={!taken}>
      <header>
        <Checkbox
          checked={taken}
          onChange={onToggle}
          disabled={disabled}
          label={item.title}
          classNames={{ label: classes.itemTitle }}
        />
        <Confidence value={weakest(item)} />
      </header>
      <dl>
        {item.fields.map((field) => (
          <FieldRow
            key={field.path}
            field={field}
            value={edits[field.path] ?? field.value}
            edited={field.path in edits}
            onEdit={(value) => onEdit(field.path, value, field.value)}
            disabled={disabled || !taken}
          />
        ))}
      </dl>
    </article>
  );
}

interface FieldRowProps {
  field: Found;
  value: string;
  edited: boolean;
  onEdit: (value: string) => void;
  disabled: boolean;
}

function FieldRow({ field, value, edited, onEdit, disabled }: FieldRowProps) {
  const [editing, setEditing] = useState(false);
  const Input = field.long ? Textarea : TextInput;
  const { evidence } = field;
  // A quote that only repeats the value says nothing new.
  const quote = evidence && squeeze(evidence.quote) !== squeeze(field.value) ? evidence.quote : "";
  const where = evidence?.page ? `Page ${evidence.page}` : "In the file";
  return (
    <div className={classes.field}>
      <dt>
        {field.label}
        {edited && <span className={classes.edited}>corrected</span>}
      </dt>
      <dd>
        {editing ? (
          <Input
            aria-label={field.label}
            defaultValue={value}
            autoFocus
            {...(field.long && { autosize: true, minRows: 2 })}
            onBlur={(event) => {
              onEdit(event.currentTarget.value.trim());
              setEditing(false);
            }}
            onKeyDown={(event) => {
              if (event.key === "Escape") setEditing(false);
              if (event.key === "Enter" && !field.long) event.currentTarget.blur();
            }}
          />
        ) : (
          <span className={classes.value}>
            <span>{value || "–"}</span>
            {evidence && evidence.confidence < 0.85 && <Confidence value={evidence.confidence} />}
            {field.editable && !disabled && (
              <Tooltip label="Correct">
                <ActionIcon
                  size="sm"
                  className={classes.pencil}
                  aria-label={`Correct ${field.label}: ${value.slice(0, 60)}`}
                  onClick={() => setEditing(true)}
                >
                  <IconPencil size={14} aria-hidden />
                </ActionIcon>
              </Tooltip>
            )}
          </span>
        )}
        {quote ? (
          <Quote from={where}>{quote}</Quote>
        ) : (
          evidence?.page && <span className={classes.where}>{where}</span>
        )}
      </dd>
    </div>
  );
}

function squeeze(text: string): string {
  return text
    .replace(/[\s•·–-]+/g, " ")
    .trim()
    .toLowerCase();
}
