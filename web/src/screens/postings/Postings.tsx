import { Button } from "@mantine/core";
import { IconPlus, IconSpeakerphone } from "@tabler/icons-react";
import { Link, useSearchParams } from "react-router";
import { Choices } from "../../parts/Choices";
import { Empty } from "../../parts/Empty";
import { Loaded } from "../../parts/Loaded";
import { More } from "../../parts/More";
import { Page } from "../../parts/Page";
import { RowSkeletons } from "../../parts/RowSkeletons";
import rows from "../../parts/rows.module.css";
import { type PostingStatus, usePostings } from "../../resources/postings";
import { PostingRow } from "./PostingRow";
import { asPostingStatus, STATUS, STATUSES } from "./statuses";

/** The jobs that the recruiter's company has to give. */
export default function Postings() {
  const [params] = useSearchParams();
  const status = asPostingStatus(params.get("status"));
  const postings = usePostings(status);
  return (
    <Page
      title="Postings"
      subtitle="The jobs you have to give. Candidates see those that are open."
      actions={
        <Button
          component={Link}
          to="/postings/new"
          leftSection={<IconPlus size={16} stroke={2} aria-hidden />}
        >
          New posting
        </Button>
      }
    >
      <Choices
        label="Statuses"
        choices={[
          { to: "/postings", name: "All", current: !status },
          ...STATUSES.map((one) => ({
            to: `/postings?status=${one}`,
            name: STATUS[one].name,
            current: one === status,
          })),
        ]}
      />
      <Loaded query={postings} skeleton={<RowSkeletons />}>
        {() =>
          postings.items.length === 0 ? (
            <Nothing status={status} />
          ) : (
            <div>
              <ul className={rows.rows}>
                {postings.items.map((posting) => (
                  <PostingRow key={posting.id} posting={posting} />
                ))}
              </ul>
              <More list={postings} all="These are all." />
            </div>
          )
        }
      </Loaded>
    </Page>
  );
}

function Nothing({ status }: { status: PostingStatus | undefined }) {
  const title = status ? `Nothing is ${STATUS[status].name.toLowerCase()}` : "No posting yet";
  const action = status ? (
    <Button component={Link} to="/postings" variant="default">
      Show all
    </Button>
  ) : (
    <Button component={Link} to="/postings/new">
      Write the first one
    </Button>
  );
  return (
    <Empty icon={IconSpeakerphone} title={title} action={action}>
      {status
        ? "Postings stand here as soon as they have this status."
        : "Write down whom you look for. It stays a draft until you publish it."}
    </Empty>
  );
}
