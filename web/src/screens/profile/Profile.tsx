import { Progress, Skeleton, Text } from "@mantine/core";
import type { Profile as Stored } from "../../api/types";
import { Loaded } from "../../parts/Loaded";
import { Page } from "../../parts/Page";
import rows from "../../parts/rows.module.css";
import { useProfile } from "../../resources/profile";
import { entriesOf, SECTION_NAMES } from "../../resume/sections";
import { AddSection } from "./AddSection";
import { BasicsCard } from "./BasicsCard";
import { Bring } from "./Bring";
import { Files } from "./Files";
import classes from "./profile.module.css";
import { SectionCard } from "./SectionCard";
import { SkillsCard } from "./SkillsCard";

/** Sections that every profile shows, filled or not. */
const ALWAYS = new Set(["work", "education", "skills", "projects", "languages"]);

export default function Profile() {
  const query = useProfile();
  return (
    <Page
      title="Profile"
      subtitle="Everything you have stated. What is written for you is made of this and of nothing else."
    >
      <Loaded query={query} skeleton={<Skeleton height={420} radius="lg" />}>
        {(profile) => <Shown profile={profile} />}
      </Loaded>
    </Page>
  );
}

function Shown({ profile }: { profile: Stored }) {
  const { resume } = profile;
  const empty = SECTION_NAMES.every((section) => entriesOf(resume, section).length === 0);
  const shown = SECTION_NAMES.filter(
    (section) => ALWAYS.has(section) || entriesOf(resume, section).length > 0,
  );
  return (
    <div className={classes.columns}>
      <div className={classes.sections}>
        {empty && <Bring prominent />}
        <BasicsCard profile={profile} />
        {shown.map((section) =>
          section === "skills" ? (
            <SkillsCard key={section} profile={profile} />
          ) : (
            <SectionCard key={section} section={section} profile={profile} />
          ),
        )}
        <AddSection
          profile={profile}
          absent={SECTION_NAMES.filter((section) => !shown.includes(section))}
        />
      </div>
      <aside className={classes.aside}>
        <Completeness profile={profile} />
        {!empty && <Bring />}
        <Files />
      </aside>
    </div>
  );
}

function Completeness({ profile }: { profile: Stored }) {
  const { percent, missing } = profile.completeness;
  return (
    <section className={rows.panel} aria-labelledby="complete">
      <h2 id="complete">{percent >= 100 ? "Complete" : `${percent} % complete`}</h2>
      <Progress value={percent} mt={10} aria-label="How complete the profile is" />
      {missing.length > 0 && (
        <>
          <Text size="xs" c="dimmed" mt={12}>
            Still worth adding
          </Text>
          <ul className={classes.missing}>
            {missing.map(({ path, text }) => (
              <li key={path}>
                <a href={`#${path.split("/")[1]}`}>{text}</a>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
