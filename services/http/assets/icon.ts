/** Two bars in step: the mark of Lockstep in a browser's tab. */
export const ICON = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="4" fill="#005eb8"/>
<path fill="#fff" d="M6 8h14v5H6zM12 19h14v5H12z"/></svg>
`;
