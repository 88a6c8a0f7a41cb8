import { Alert, Anchor } from "@mantine/core";
import { useEffect, useState } from "react";
import { Link } from "react-router";
import { asProblem } from "../../api/problems";
import { refresh } from "../../api/session";
import { Waiting } from "../../parts/Waiting";
import { Door } from "./Door";

/** Back from a provider: the cookie is there, and this fetches what belongs to it. Then the person is in. */
export function Finished() {
  const [problem, setProblem] = useState<string>();
  useEffect(() => {
    refresh().then(
      (within) =>
        within || setProblem("Your browser did not keep the sign-in. Does it take cookies?"),
      (thrown) => setProblem(asProblem(thrown).message),
    );
  }, []);
  if (!problem) return <Waiting />;
  return (
    <Door title="Almost there" lead="The provider let you in, and then something went wrong.">
      <Alert color="red" role="alert">
        {problem}{" "}
        <Anchor component={Link} to="/sign-in" inherit underline="always">
          Sign in again
        </Anchor>
      </Alert>
    </Door>
  );
}
