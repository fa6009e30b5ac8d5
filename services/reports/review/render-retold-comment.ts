/** That the text of a review was made to tell again of what stands on its branch, which was not touched. */
export function renderRetoldComment(): string {
  return "**The text above was written anew: it told of other changes than those on the branch.** The branch was not touched. Please look again; an approval counts where it was given for the commit that stands there.";
}
