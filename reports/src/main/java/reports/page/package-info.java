/** The report page: one self-contained HTML file that shows a judgement and its evidence. */
@NullMarked
package reports.page;

import org.jspecify.annotations.NullMarked;
