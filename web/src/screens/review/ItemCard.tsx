import { ActionIcon, Checkbox, Textarea, TextInput, Tooltip } from "@mantine/core";
import { IconPencil } from "@tabler/icons-react";
import { useState } from "react";
import { Confidence } from "../../parts/Confidence";
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

export function ItemCard(props: ItemCardProps) {
  return props.item.alone ? <SingleField {...props} /> : <Fields {...props} />;
}

function SingleField({ item, taken, edits, onToggle, onEdit, disabled }: ItemCardProps) {
  const [field] = item.fields;
  if (!field) return null;
  return (
    <article className={classes.item} data-alone data-left={!taken}>
      <Checkbox
        checked={taken}
        onChange={onToggle}
        disabled={disabled}
        label={item.title}
        classNames={{ label: classes.itemTitle }}
      />
      <FieldText
        field={field}
        value={edits[field.path] ?? field.value}
        edited={field.path in edits}
        onEdit={(value) => onEdit(field.path, value, field.value)}
        disabled={disabled || !taken}
        always
      />
    </article>
  );
}

function Fields({ item, taken, edits, onToggle, onEdit, disabled }: ItemCardProps) {
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
          <div key={field.path} className={classes.field}>
            <dt>{field.label}</dt>
            <dd>
              <FieldText
                field={field}
                value={edits[field.path] ?? field.value}
                edited={field.path in edits}
                onEdit={(value) => onEdit(field.path, value, field.value)}
                disabled={disabled || !taken}
              />
            </dd>
          </div>
        ))}
      </dl>
    </article>
  );
}

interface FieldTextProps {
  field: Found;
  value: string;
  edited: boolean;
  onEdit: (value: string) => void;
  disabled: boolean;
  /** Says how sure the reader is even where it is sure. */
  always?: boolean;
}

const SURE = 0.85;

function FieldText({ field, value, edited, onEdit, disabled, always = false }: FieldTextProps) {
  const [editing, setEditing] = useState(false);
  const { evidence } = field;
  if (editing)
    return (
      <FieldInput
        field={field}
        value={value}
        close={(typed) => {
          if (typed !== undefined) onEdit(typed);
          setEditing(false);
        }}
      />
    );
  return (
    <div className={classes.text}>
      <div className={classes.value}>
        <span>{value || "–"}</span>
        {edited && <span className={classes.edited}>corrected</span>}
        {evidence && (always || evidence.confidence < SURE) && (
          <Confidence value={evidence.confidence} />
        )}
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
      </div>
      {evidence && <Source quote={evidence.quote} page={evidence.page} value={field.value} />}
    </div>
  );
}

interface FieldInputProps {
  field: Found;
  value: string;
  close: (typed?: string) => void;
}

function FieldInput({ field, value, close }: FieldInputProps) {
  const Input = field.long ? Textarea : TextInput;
  return (
    <Input
      className={classes.text}
      aria-label={field.label}
      defaultValue={value}
      autoFocus
      {...(field.long && { autosize: true, minRows: 2 })}
      onBlur={(event) => close(event.currentTarget.value.trim())}
      onKeyDown={(event) => {
        if (event.key === "Escape") close();
        if (event.key === "Enter" && !field.long) event.currentTarget.blur();
      }}
    />
  );
}

/** Where a field stands in the file; a quote that only repeats the value would say nothing new. */
function Source({ quote, page, value }: { quote: string; page: number | null; value: string }) {
  const where = page ? `Page ${page}` : "In the file";
  const says = squeeze(quote) !== squeeze(value);
  return (
    <p className={classes.source} title={quote}>
      {where}
      {says && quote && <q>{quote}</q>}
    </p>
  );
}

function squeeze(text: string): string {
  return text
    .replace(/[\s•·–-]+/g, " ")
    .trim()
    .toLowerCase();
}
