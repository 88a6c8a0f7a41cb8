import { Chip, NumberInput, Select, TagsInput, Textarea, TextInput } from "@mantine/core";
import type { UseFormReturnType } from "@mantine/form";
import type { ReactNode } from "react";
import rows from "../../parts/rows.module.css";
import { EMPLOYMENT } from "../../parts/words";
import { REMOTE_CHOICES } from "../job/jobForm";
import { PERIODS, type PostingForm } from "./postingForm";
import classes from "./postings.module.css";

type Form = UseFormReturnType<PostingForm>;

interface PostingFieldsProps {
  form: Form;
  /** What stands above a field, where a name alone is not enough. */
  label?: (text: string, field: string) => ReactNode;
}

export function PostingFields({ form, label = (text) => text }: PostingFieldsProps) {
  const field = (name: string) => ({ key: form.key(name), ...form.getInputProps(name) });
  const { key: typesKey, ...types } = field("employment_types");
  return (
    <div className={`${rows.panel} ${classes.fields}`}>
      <Named
        props={field("title")}
        label={label("Title", "title")}
        placeholder="Data Engineer"
        required
      />
      <div className={classes.pair}>
        <Named props={field("company")} label={label("Company", "company")} />
        <Choice
          props={field("remote")}
          label={label("Where the work is done", "remote")}
          data={REMOTE_CHOICES}
        />
      </div>
      <Places props={field("places")} label={label("Places", "locations")} />
      <fieldset className={classes.types}>
        <legend>{label("Employment", "employment_types")}</legend>
        <Chip.Group multiple key={typesKey} {...types}>
          <div className={classes.chips}>
            {Object.entries(EMPLOYMENT).map(([value, name]) => (
              <Chip key={value} value={value} size="sm" variant="light">
                {name}
              </Chip>
            ))}
          </div>
        </Chip.Group>
      </fieldset>
      <Pay form={form} legend={label("Pay", "salary")} />
      <Named
        props={field("valid_through")}
        label={label("Open until", "valid_through")}
        placeholder="2027-01-31"
        description="The last day to apply, if there is one."
        className={classes.short}
      />
      <Text props={field("text")} label={label("Text", "text")} />
    </div>
  );
}

function Pay({ form, legend }: { form: Form; legend: ReactNode }) {
  const field = (name: string) => ({ key: form.key(name), ...form.getInputProps(name) });
  return (
    <fieldset className={classes.pay}>
      <legend>{legend}</legend>
      <Amount props={field("salary.min")} label="From" />
      <Amount props={field("salary.max")} label="To" />
      <Named props={field("salary.currency")} label="Currency" maxLength={3} />
      <Choice props={field("salary.period")} label="For" data={PERIODS} />
    </fieldset>
  );
}

/** What a form says of an input; the key stands apart, since it may not be spread. */
type Bound = { key: string } & Record<string, unknown>;

interface NamedProps {
  props: Bound;
  label: ReactNode;
  placeholder?: string;
  description?: string;
  maxLength?: number;
  required?: boolean;
  className?: string | undefined;
}

function Named({ props: { key, ...bound }, required = false, ...rest }: NamedProps) {
  return <TextInput key={key} withAsterisk={required} {...rest} {...bound} />;
}

function Amount({ props: { key, ...bound }, label }: { props: Bound; label: string }) {
  return (
    <NumberInput
      key={key}
      label={label}
      min={0}
      thousandSeparator=" "
      hideControls
      placeholder="–"
      {...bound}
    />
  );
}

interface ChoiceProps {
  props: Bound;
  label: ReactNode;
  data: { value: string; label: string }[];
}

function Choice({ props: { key, ...bound }, label, data }: ChoiceProps) {
  return <Select key={key} label={label} data={data} allowDeselect={false} {...bound} />;
}

function Places({ props: { key, ...bound }, label }: { props: Bound; label: ReactNode }) {
  return (
    <TagsInput
      key={key}
      label={label}
      description="City, region, country. Press Enter after each."
      splitChars={[";", "|"]}
      {...bound}
    />
  );
}

function Text({ props: { key, ...bound }, label }: { props: Bound; label: ReactNode }) {
  return (
    <Textarea
      key={key}
      label={label}
      description="What they will do, what you ask for, what you give. Lists and headings may be Markdown."
      withAsterisk
      autosize
      minRows={14}
      maxRows={32}
      {...bound}
    />
  );
}
