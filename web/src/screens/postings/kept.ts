import type { PostingForm } from "./postingForm";

/** What was typed and not saved, until the tab is closed, so that a reload or a wrong click loses nothing. */
export function kept(posting: string) {
  const name = `shortlist.posting.${posting}`;
  return {
    read(): PostingForm | undefined {
      const text = sessionStorage.getItem(name);
      return text ? (JSON.parse(text) as PostingForm) : undefined;
    },
    write(form: PostingForm): void {
      sessionStorage.setItem(name, JSON.stringify(form));
    },
    forget(): void {
      sessionStorage.removeItem(name);
    },
  };
}
