/** Administrative properties that only lay out the editor, or restate what stands elsewhere. */
const COSMETIC =
  /(?:_Position|_InputWidth|_OutputStart)$|^(?:_GUID|_Folder|RouteErrorHandlerVisible|noConnectionTimeKey)$/;

/** Whether a property of `adminProperties` never makes a difference; the last three are written up to 6.2.1 alone. */
export function isCosmetic(propertyName: string): boolean {
  return COSMETIC.test(propertyName);
}
