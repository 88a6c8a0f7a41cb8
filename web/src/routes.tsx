import { lazy, type ReactNode, Suspense } from "react";
import { Navigate, Route, Routes, useLocation } from "react-router";
import { useSession } from "./api/session";
import { NotFound } from "./parts/NotFound";
import { Waiting } from "./parts/Waiting";
import { SignIn } from "./screens/sign-in/SignIn";
import { SignUp } from "./screens/sign-in/SignUp";
import { Unreachable } from "./screens/sign-in/Unreachable";
import { Shell } from "./shell/Shell";

const Home = lazy(() => import("./screens/home/Home"));
const Jobs = lazy(() => import("./screens/jobs/Jobs"));
const ImportJob = lazy(() => import("./screens/jobs/ImportJob"));
const JobPage = lazy(() => import("./screens/job/JobPage"));
const Writing = lazy(() => import("./screens/writing/Writing"));
const Applications = lazy(() => import("./screens/applications/Applications"));
const Documents = lazy(() => import("./screens/documents/Documents"));
const Profile = lazy(() => import("./screens/profile/Profile"));
const Review = lazy(() => import("./screens/review/Review"));
const Postings = lazy(() => import("./screens/postings/Postings"));
const EditPosting = lazy(() => import("./screens/postings/EditPosting"));
const Account = lazy(() => import("./screens/account/Account"));

export function AppRoutes() {
  const session = useSession();
  switch (session.state) {
    case "starting":
      return <Waiting />;
    case "unreachable":
      return <Unreachable message={session.message} />;
    case "out":
      return <Outside />;
    case "in":
      return session.user.role === "recruiter" ? <RecruiterRoutes /> : <CandidateRoutes />;
  }
}

function Outside() {
  const { pathname, search } = useLocation();
  const next = pathname === "/" ? "" : `?next=${encodeURIComponent(pathname + search)}`;
  return (
    <Routes>
      <Route path="/sign-in" element={<SignIn />} />
      <Route path="/sign-up" element={<SignUp />} />
      <Route path="*" element={<Navigate to={`/sign-in${next}`} replace />} />
    </Routes>
  );
}

function CandidateRoutes() {
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
    </Routes>
  );
}

function RecruiterRoutes() {
  return (
    <Routes>
      <Route element={<Shell />}>
        <Route index element={<Navigate to="/postings" replace />} />
        <Route path="postings" element={open(<Postings />)} />
        <Route path="postings/new" element={open(<EditPosting />)} />
        <Route path="postings/:jobId" element={open(<EditPosting />)} />
        {shared()}
      </Route>
    </Routes>
  );
}

function shared() {
  return (
    <>
      <Route path="account" element={open(<Account />)} />
      <Route path="sign-in" element={<ComeIn />} />
      <Route path="sign-up" element={<ComeIn />} />
      <Route path="*" element={<NotFound />} />
    </>
  );
}

/** After signing in, on to where the person wanted to be. */
function ComeIn() {
  const next = new URLSearchParams(useLocation().search).get("next");
  return <Navigate to={next?.match(/^\/(?!\/)/) ? next : "/"} replace />;
}

function open(screen: ReactNode) {
  return <Suspense fallback={<Waiting />}>{screen}</Suspense>;
}
