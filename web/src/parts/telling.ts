import { notifications } from "@mantine/notifications";
import { asProblem } from "../api/problems";

/** Says in passing that something worked. */
export function tell(message: string): void {
  notifications.show({ message, withBorder: true });
}

/** Says what went wrong, where there is no better place for it than in passing. */
export function complain(thrown: unknown): void {
  notifications.show({
    message: asProblem(thrown).message,
    color: "red",
    withBorder: true,
    role: "alert",
  });
}
