import { createSpotlight } from "@mantine/spotlight";

export const [searchStore, search] = createSpotlight();

export const openSearch = () => search.open();
