/**
 * The judge: reads claims and a run folder, nothing else, and gives each claim one verdict with its
 * reason. The same evidence gives the same judgement, byte for byte, on every machine.
 */
@NullMarked
package reports.judge;

import org.jspecify.annotations.NullMarked;
