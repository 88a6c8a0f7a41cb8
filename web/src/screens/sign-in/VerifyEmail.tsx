import { Alert, Button, Loader } from "@mantine/core";
import { useEffect, useRef, useState } from "react";
import { Link } from "react-router";
import { useSession } from "../../api/session";
import { Door } from "./Door";
import { takeToken, useVerifyEmail } from "./entering";

/** Opened from a mail, in whatever browser; nobody needs to be signed in. */
export default function VerifyEmail() {
  const [token] = useState(takeToken);
  const { mutate, isSuccess, error } = useVerifyEmail();
  const inside = useSession().state === "in";
  const sent = useRef(false);
  useEffect(() => {
    // The link works once, and an effect may run twice.
    if (token && !sent.current) mutate(token);
    sent.current = true;
  }, [token, mutate]);
  const spent = !token || error?.type === "link_spent";
  return (
    <Door title="Your e-mail address" lead="We make sure that it is yours.">
      {isSuccess && (
        <Alert color="green" role="status" title="Confirmed">
          Thank you. This address is yours.
        </Alert>
      )}
      {spent && (
        <Alert color="red" role="alert" title="This link does not work any more">
          It was used before, or its time is over. {inside && "Your account page sends a new one."}
        </Alert>
      )}
      {error && !spent && (
        <Alert color="red" role="alert" title="This could not be confirmed">
          {error.message}
          <Button variant="default" mt="sm" onClick={() => mutate(token)}>
            Try again
          </Button>
        </Alert>
      )}
      {!isSuccess && !error && token && <Loader aria-label="Confirming" />}
      <Button component={Link} to={inside && spent ? "/account" : "/"} variant="default">
        {inside ? "Go on" : "Sign in"}
      </Button>
    </Door>
  );
}
