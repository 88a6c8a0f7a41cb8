import { lazy } from "react";

/** Each screen is code of its own, fetched when it is opened, or before that when nothing else is to do. */
const candidate = {
  Home: () => import("./home/Home"),
  Jobs: () => import("./jobs/Jobs"),
  ImportJob: () => import("./jobs/ImportJob"),
  JobPage: () => import("./job/JobPage"),
  Writing: () => import("./writing/Writing"),
  Applications: () => import("./applications/Applications"),
  Documents: () => import("./documents/Documents"),
  Profile: () => import("./profile/Profile"),
  Review: () => import("./review/Review"),
};

const recruiter = {
  Postings: () => import("./postings/Postings"),
  EditPosting: () => import("./postings/EditPosting"),
};

const account = () => import("./account/Account");

export const Home = lazy(candidate.Home);
export const Jobs = lazy(candidate.Jobs);
export const ImportJob = lazy(candidate.ImportJob);
export const JobPage = lazy(candidate.JobPage);
export const Writing = lazy(candidate.Writing);
export const Applications = lazy(candidate.Applications);
export const Documents = lazy(candidate.Documents);
export const Profile = lazy(candidate.Profile);
export const Review = lazy(candidate.Review);
export const Postings = lazy(recruiter.Postings);
export const EditPosting = lazy(recruiter.EditPosting);
export const Account = lazy(account);

export const Forgot = lazy(() => import("./sign-in/Forgot"));
export const ResetPassword = lazy(() => import("./sign-in/ResetPassword"));
export const ProveAddress = lazy(() => import("./sign-in/ProveAddress"));
export const VerifyEmail = lazy(() => import("./sign-in/VerifyEmail"));

const CALM = 2_500;

/** Fetches the other screens of a role, so that they open at once, and offline too. */
export function fetchAhead(role: "candidate" | "recruiter"): () => void {
  const screens = [...Object.values(role === "recruiter" ? recruiter : candidate), account];
  const timer = setTimeout(() => {
    // A screen that cannot be had now is asked for again when it is opened.
    for (const screen of screens) screen().catch(() => undefined);
  }, CALM);
  return () => clearTimeout(timer);
}
