/** Pattern of one capitalised word that is no word of a form or sentence, as a name's parts are: `Ada`, `QUILL`, `O'Hara`. */
export const WRITTEN_WORD = String.raw`(?!(?:Patient|Name|Date|Birth|Dob|DOB|Nhs|NHS|Number|No|The|For|Test|Hospital|Clinic|Ward|Sample|Format|Field|Mr|Mrs|Ms|Miss|And|Was|Is|Born|Male|Female|Gender|Sex|Address|String|Segment|Message|Channel)\b)\p{Lu}[\p{L}'-]{1,40}`;
