import { MantineProvider } from "@mantine/core";
import { Notifications } from "@mantine/notifications";
import { QueryClientProvider } from "@tanstack/react-query";
import { BrowserRouter } from "react-router";
import { queryClient } from "./api/queries";
import { Boundary } from "./parts/Boundary";
import { AppRoutes } from "./routes";
import { theme } from "./theme";

export function App() {
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      withCssVariables={false}
      withGlobalClasses={false}
    >
      <Notifications position="bottom-left" limit={3} autoClose={5000} />
      <QueryClientProvider client={queryClient}>
        <BrowserRouter>
          <Boundary>
            <AppRoutes />
          </Boundary>
        </BrowserRouter>
      </QueryClientProvider>
    </MantineProvider>
  );
}
