import { Button } from "@mantine/core";
import { IconCloudOff, IconMoodSad } from "@tabler/icons-react";
import { Component, type ReactNode } from "react";
import { Empty } from "./Empty";

interface BoundaryProps {
  children: ReactNode;
}

/** A screen whose code could not be loaded, or that broke: the rest of the application lives on. */
export class Boundary extends Component<BoundaryProps, { broken: boolean }> {
  override state = { broken: false };

  static getDerivedStateFromError() {
    return { broken: true };
  }

  override componentDidMount() {
    window.addEventListener("online", this.comeBack);
  }

  override componentWillUnmount() {
    window.removeEventListener("online", this.comeBack);
  }

  /** A code that failed to load is not asked for again by the page itself: the page is loaded again. */
  private comeBack = () => {
    if (this.state.broken) window.location.reload();
  };

  override render() {
    if (!this.state.broken) return this.props.children;
    return (
      <Empty
        icon={navigator.onLine ? IconMoodSad : IconCloudOff}
        tone="bad"
        title={navigator.onLine ? "This page broke" : "You are offline"}
        action={<Button onClick={() => window.location.reload()}>Load it again</Button>}
      >
        {navigator.onLine
          ? "Nothing that was saved is lost. There may be a newer version of Shortlist; loading again brings it."
          : "This page was not loaded yet. It will work as soon as the connection is back."}
      </Empty>
    );
  }
}
