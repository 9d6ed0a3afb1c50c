/** Run folders: the evidence that a run leaves, as records, with one writer and one reader. */
@NullMarked
package reports.run;

import org.jspecify.annotations.NullMarked;
