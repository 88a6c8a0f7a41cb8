import { useEffect, useRef } from "react";
import { NavLink, Route, Routes, useLocation } from "react-router";
import { NotFound } from "../../parts/NotFound";
import classes from "./account.module.css";
import { Connections } from "./Connections";
import { Keys } from "./Keys";
import { Notifications } from "./Notifications";
import { Security } from "./Security";
import { Sessions } from "./Sessions";
import { SECTIONS } from "./sections";
import { You } from "./You";
import { YourData } from "./YourData";

export default function Account() {
  const sections = useCurrentInView();
  return (
    <div className={classes.account}>
      <nav className={classes.sections} aria-label="Account" ref={sections}>
        {SECTIONS.map(({ path, name, icon: Picture }) => (
          <NavLink key={path} to={path} end={path === "/account"} className={classes.section}>
            <Picture size={17} stroke={1.7} aria-hidden />
            {name}
          </NavLink>
        ))}
      </nav>
      <Routes>
        <Route index element={<You />} />
        <Route path="security" element={<Security />} />
        <Route path="sessions" element={<Sessions />} />
        <Route path="connections" element={<Connections />} />
        <Route path="keys" element={<Keys />} />
        <Route path="notifications" element={<Notifications />} />
        <Route path="data" element={<YourData />} />
        <Route path="*" element={<NotFound />} />
      </Routes>
    </div>
  );
}

/** Where the sections do not fit, they scroll sideways: the one that is open is always seen. */
function useCurrentInView() {
  const nav = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  // biome-ignore lint/correctness/useExhaustiveDependencies: with each page another one is open
  useEffect(() => {
    const current = nav.current?.querySelector<HTMLElement>("[aria-current]");
    if (current) nav.current?.scrollTo({ left: current.offsetLeft - current.offsetWidth / 2 });
  }, [pathname]);
  return nav;
}
