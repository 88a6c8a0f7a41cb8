import type { Generation, Resume } from "../../api/types";
import { span } from "../../parts/words";
import {
  type Entry,
  entriesOf,
  headOf,
  linesOf,
  SECTION_NAMES,
  SECTIONS,
  type Section,
  textOf,
} from "../../resume/sections";
import { Editable } from "./Editable";
import { useResumeEdits } from "./useResumeEdits";
import classes from "./writing.module.css";

export type Edits = ReturnType<typeof useResumeEdits>;

/** The tailored resume; its texts are edited in place. The file is set by the template. */
export function ResumePaper({ document, resume }: { document: Generation; resume: Resume }) {
  const edits = useResumeEdits(document);
  const { basics } = resume;
  const { location } = basics;
  const contacts = [
    basics.email,
    basics.phone,
    [location?.city, location?.region].filter(Boolean).join(", "),
    basics.url,
    ...basics.profiles.map(({ url, username }) => url ?? username),
  ].filter(Boolean);
  return (
    <article className={classes.paper} aria-label="The resume" lang={document.language}>
      <p className={classes.saved} role="status" data-bad={Boolean(edits.problem)}>
        {edits.problem || (edits.saving ? "Saving…" : "Click a text to edit it")}
      </p>
      <header className={classes.person}>
        <h2>{basics.name}</h2>
        {basics.label && <p>{basics.label}</p>}
        <p className={classes.hint}>{contacts.join(" · ")}</p>
      </header>
      {basics.summary && (
        <Editable path="/basics/summary" label="Summary" value={basics.summary} edits={edits} />
      )}
      {SECTION_NAMES.filter((section) => entriesOf(resume, section).length > 0).map((section) => (
        <section key={section} className={classes.section}>
          <h3>{SECTIONS[section].title}</h3>
          {entriesOf(resume, section).map((entry) =>
            section === "skills" ? (
              <Skills key={entry.id} entry={entry} />
            ) : (
              <EntryText key={entry.id} section={section} entry={entry} edits={edits} />
            ),
          )}
        </section>
      ))}
    </article>
  );
}

function Skills({ entry }: { entry: Entry }) {
  const keywords = entry.keywords as { id: string; text: string }[];
  return (
    <p className={classes.skills}>
      {textOf(entry, "name") && <b>{textOf(entry, "name")}: </b>}
      {keywords.map(({ text }) => text).join(", ")}
    </p>
  );
}

function EntryText({ section, entry, edits }: { section: Section; entry: Entry; edits: Edits }) {
  const { title, place } = headOf(entry, section);
  const path = `/${section}/${entry.id}`;
  const member = section === "sections" ? "bullets" : "highlights";
  const when =
    textOf(entry, "start_date") || textOf(entry, "end_date")
      ? span(entry as never)
      : textOf(entry, "date_text");
  const about = ["summary", "description"].filter((name) => textOf(entry, name));
  const lines = linesOf(entry).filter((line) => !("hidden" in line && line.hidden));
  return (
    <div className={classes.entry}>
      <div className={classes.entryHead}>
        <h4>
          {title}
          {place && <span>, {place}</span>}
        </h4>
        <span className={classes.hint}>{when}</span>
      </div>
      {about.map((name) => (
        <Editable
          key={name}
          path={`${path}/${name}`}
          label={name}
          value={textOf(entry, name)}
          edits={edits}
        />
      ))}
      {lines.length > 0 && (
        <ul>
          {lines.map((line) => (
            <li key={line.id}>
              <Editable
                path={`${path}/${member}/${line.id}/text`}
                label="Line"
                value={line.text}
                edits={edits}
              />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
