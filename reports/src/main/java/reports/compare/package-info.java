/**
 * Two runs held against each other: which figures differ by more than their noise and by as much as
 * matters.
 */
@NullMarked
package reports.compare;

import org.jspecify.annotations.NullMarked;
