/** Where something came from: the device, and the network of its address. */
export function placeOf({ device, place }: { device: string; place: string }): string {
  return [device || "Unknown device", place && `network ${place}`].filter(Boolean).join(" · ");
}
