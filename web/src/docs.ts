/** The API reference at /docs: Swagger UI over our own description, with nothing from elsewhere. */
import SwaggerUI from "swagger-ui-dist/swagger-ui-es-bundle";
import "swagger-ui-dist/swagger-ui.css";
import "./docs.css";

SwaggerUI({
  url: "/openapi.json",
  dom_id: "#reference",
  deepLinking: true,
  defaultModelsExpandDepth: 0,
  displayOperationId: true,
  docExpansion: "list",
  tryItOutEnabled: false,
  validatorUrl: null,
});
