import { lazy, type ReactNode, Suspense, useEffect } from "react";
import { Navigate, Route, Routes, useLocation } from "react-router";
import { type Session, useSession } from "./api/session";
import type { User } from "./api/types";
import { Boundary } from "./parts/Boundary";
import { NotFound } from "./parts/NotFound";
import { Waiting } from "./parts/Waiting";
import {
  Account,
  Applications,
  Documents,
  EditPosting,
  Forgot,
  fetchAhead,
  Home,
  ImportJob,
  JobPage,
  Jobs,
  Postings,
  Profile,
  ProveAddress,
  ResetPassword,
  Review,
  VerifyEmail,
  Writing,
} from "./screens/all";
import { Finished } from "./screens/sign-in/Finished";
import { SignIn } from "./screens/sign-in/SignIn";
import { SignUp } from "./screens/sign-in/SignUp";
import { Unreachable } from "./screens/sign-in/Unreachable";

const loadShell = () => import("./shell/Shell");
const Shell = lazy(loadShell);

export function AppRoutes() {
  return (
    <Suspense fallback={<Waiting />}>
      <RoutesOf session={useSession()} />
    </Suspense>
  );
}

function RoutesOf({ session }: { session: Session }) {
  // Whoever is not in yet will be soon: their shell is fetched meanwhile.
  useEffect(() => {
    loadShell().catch(() => undefined);
  }, []);
  switch (session.state) {
    case "starting":
      return <Waiting />;
    case "unreachable":
      return <Unreachable message={session.message} />;
    case "out":
      return <Outside />;
    case "in":
      return <Inside role={session.user.role} />;
  }
}

function Inside({ role }: { role: User["role"] }) {
  switch (role) {
    case "candidate":
      return <CandidateRoutes />;
    case "recruiter":
      return <RecruiterRoutes />;
    case "admin":
      return <AdminRoutes />;
  }
}

function Outside() {
  const { pathname, search } = useLocation();
  const next = pathname === "/" ? "" : `?next=${encodeURIComponent(pathname + search)}`;
  return (
    <Routes>
      <Route path="/sign-in" element={<SignIn />} />
      <Route path="/sign-in/proof" element={open(<ProveAddress />)} />
      <Route path="/sign-in/finished" element={<Finished />} />
      <Route path="/sign-up" element={<SignUp />} />
      {mailed()}
      <Route path="*" element={<Navigate to={`/sign-in${next}`} replace />} />
    </Routes>
  );
}

function CandidateRoutes() {
  useEffect(() => fetchAhead("candidate"), []);
  return (
    <Routes>
      <Route element={<Shell />}>
        <Route index element={open(<Home />)} />
        <Route path="jobs" element={open(<Jobs />)} />
        <Route path="jobs/new" element={open(<ImportJob />)} />
        <Route path="jobs/:jobId" element={open(<JobPage />)} />
        <Route path="jobs/:jobId/write" element={open(<Writing />)} />
        <Route path="applications" element={open(<Applications />)} />
        <Route path="documents" element={open(<Documents />)} />
        <Route path="profile" element={open(<Profile />)} />
        <Route path="profile/imports/:importId" element={open(<Review />)} />
        {shared()}
      </Route>
      {mailed()}
    </Routes>
  );
}

function RecruiterRoutes() {
  useEffect(() => fetchAhead("recruiter"), []);
  return (
    <Routes>
      <Route element={<Shell />}>
        <Route index element={<Navigate to="/postings" replace />} />
        <Route path="postings" element={open(<Postings />)} />
        <Route path="postings/new" element={open(<EditPosting />)} />
        <Route path="postings/:jobId" element={open(<EditPosting />)} />
        {shared()}
      </Route>
      {mailed()}
    </Routes>
  );
}

/** What an administrator is for comes with it; their account is theirs like everybody's. */
function AdminRoutes() {
  return (
    <Routes>
      <Route element={<Shell />}>
        <Route index element={<Navigate to="/account" replace />} />
        {shared()}
      </Route>
      {mailed()}
    </Routes>
  );
}

function shared() {
  return (
    <>
      <Route path="account/*" element={open(<Account />)} />
      <Route path="sign-in/*" element={<ComeIn />} />
      <Route path="sign-up" element={<ComeIn />} />
      <Route path="*" element={<NotFound />} />
    </>
  );
}

/** Where links in mails lead, whether somebody is signed in here or not. */
function mailed() {
  return (
    <>
      <Route path="/forgot" element={open(<Forgot />)} />
      <Route path="/reset-password" element={open(<ResetPassword />)} />
      <Route path="/verify-email" element={open(<VerifyEmail />)} />
    </>
  );
}

/** After signing in, on to where the person wanted to be. */
function ComeIn() {
  const next = new URLSearchParams(useLocation().search).get("next");
  return <Navigate to={next?.match(/^\/(?!\/)/) ? next : "/"} replace />;
}

function open(screen: ReactNode) {
  return <Opened>{screen}</Opened>;
}

/** The next page begins whole, whatever happened to the one before. The parts of an account are one page. */
function Opened({ children }: { children: ReactNode }) {
  const { pathname } = useLocation();
  return (
    <Boundary key={pathname.startsWith("/account") ? "/account" : pathname}>
      <Suspense fallback={<Waiting />}>{children}</Suspense>
    </Boundary>
  );
}
