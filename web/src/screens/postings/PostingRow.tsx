import { ActionIcon, Menu } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import { IconDots, IconTrash } from "@tabler/icons-react";
import { Link } from "react-router";
import type { JobSummary } from "../../api/types";
import { Confirm } from "../../parts/Confirm";
import { Tag } from "../../parts/Tag";
import { complain, tell } from "../../parts/telling";
import { When } from "../../parts/When";
import { EMPLOYMENT, placeText, salaryText } from "../../parts/words";
import { useDeleteJob, useEditJob } from "../../resources/jobs";
import type { PostingStatus } from "../../resources/postings";
import classes from "./postings.module.css";
import { asPostingStatus, STATUS, STEPS } from "./statuses";

export function PostingRow({ posting }: { posting: JobSummary }) {
  const status = asPostingStatus(posting.status) ?? "draft";
  const types = posting.employment_types.map((type) => EMPLOYMENT[type]).join(", ");
  const facts = [placeText(posting), types, salaryText(posting.salary)].filter(Boolean);
  const { name, tone } = STATUS[status];
  return (
    <li className={classes.row}>
      <div className={classes.what}>
        <Link to={`/postings/${posting.id}`} className={classes.open}>
          {posting.title}
        </Link>
        <p className={classes.about}>
          {facts.map((fact) => (
            <span key={fact}>{fact}</span>
          ))}
          <span>
            written <When at={posting.created_at} />
          </span>
        </p>
      </div>
      <Tag tone={tone}>{name}</Tag>
      <Deeds posting={posting} status={status} />
    </li>
  );
}

function Deeds({ posting, status }: { posting: JobSummary; status: PostingStatus }) {
  const edit = useEditJob(posting.id);
  const remove = useDeleteJob();
  const [asking, { open: ask, close }] = useDisclosure(false);
  const go = (to: PostingStatus) =>
    edit.mutate(
      { status: to },
      {
        onSuccess: () => tell(`“${posting.title}” is ${STATUS[to].name.toLowerCase()} now.`),
        onError: complain,
      },
    );
  return (
    <>
      <Menu width={180}>
        <Menu.Target>
          <ActionIcon
            className={classes.above}
            loading={edit.isPending}
            aria-label={`More for ${posting.title}`}
          >
            <IconDots size={18} stroke={1.7} aria-hidden />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {STEPS[status].map(({ to, name }) => (
            <Menu.Item key={to} onClick={() => go(to)}>
              {name}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Item color="red" leftSection={<IconTrash size={16} stroke={1.7} />} onClick={ask}>
            Delete
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Confirm
        opened={asking}
        title="Delete this posting?"
        deed="Delete"
        busy={remove.isPending}
        problem={remove.error}
        close={close}
        confirm={() => remove.mutate(posting.id, { onSuccess: close })}
      >
        “{posting.title}” disappears for everybody, from the boards of candidates as well. Closing
        it keeps what there is.
      </Confirm>
    </>
  );
}
