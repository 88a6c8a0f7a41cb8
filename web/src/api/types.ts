import type { components } from "./schema";

type Schemas = { [Name in keyof components["schemas"]]: Whole<components["schemas"][Name]> };

/**
 * What an answer holds: every member. The description marks those with a default as optional, since a
 * request may leave them out.
 */
export type Whole<T> = T extends readonly (infer Item)[]
  ? Whole<Item>[]
  : T extends object
    ? { [Member in keyof T]-?: Whole<T[Member]> }
    : T;

export type User = Schemas["UserOut"];
export type Tokens = Schemas["TokensOut"];
export type Wanted = Schemas["WantedOut"];
export type Session = Schemas["SessionOut"];
export type Identity = Schemas["IdentityOut"];
export type Provider = Schemas["ProviderOut"];
export type TotpStatus = Schemas["TotpStatus"];
export type TotpEnrolment = Schemas["TotpEnrolment"];
export type AuditEntry = Schemas["AuditEntryOut"];
export type AuditKind = Schemas["AuditKind"];
export type ApiKey = Schemas["ApiKeyOut"];
export type NewApiKey = Schemas["NewApiKey"];
export type ApiKeyDraft = Schemas["ApiKeyDraft"];
export type Scope = Schemas["Scope"];
export type PersonalCopy = Schemas["PersonalCopyOut"];
export type Status = Schemas["Status"];
export type StreamPosition = Schemas["StreamOut"];

export type Resume = Schemas["Resume"];
export type Basics = Schemas["Basics"];
export type Work = Schemas["Work"];
export type Bullet = Schemas["Bullet"];
export type Reading = Schemas["Reading"];
export type FieldEvidence = Schemas["FieldEvidence"];
export type ResumeFile = Schemas["ResumeOut"];
export type Import = Schemas["ImportOut"];
export type Profile = Schemas["ProfileOut"];

export type Job = Schemas["JobOut"];
export type JobSummary = Schemas["JobSummary"];
export type JobChange = Schemas["JobChange"];
export type JobImport = Schemas["JobImportOut"];
export type JobStatus = Schemas["JobStatus"];
export type Salary = Schemas["Salary"];
export type Requirement = Schemas["Requirement"];
export type Score = Schemas["Score"];
export type ScorePart = Schemas["ScorePart"];
export type ScoreItem = Schemas["ScoreItem"];
export type Verdict = Schemas["Verdict"];

export type Application = Schemas["ApplicationOut"];
export type ApplicationEvent = Schemas["EventOut"];
export type Stage = Schemas["Stage"];
export type Dashboard = Schemas["DashboardOut"];

export type Generation = Schemas["GenerationOut"];
export type GenerationSummary = Schemas["GenerationSummary"];
export type GenerationKind = Schemas["Kind"];
export type GenerationDraft = Schemas["GenerationDraft"];
export type Change = Schemas["Change"];
export type Export = Schemas["ExportOut"];
export type ExportDraft = Schemas["ExportDraft"];
export type Template = Schemas["TemplateOut"];
