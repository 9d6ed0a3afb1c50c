/**
 * Gatling's binary simulation.log: reading, following, writing and merging it, and collecting its
 * response times for the judge.
 *
 * <p>The layout is Gatling's own and private; it is byte for byte the same from 3.14 to 3.15. All
 * numbers are big-endian.
 *
 * <pre>
 * string  := int length; if length > 0 { byte[length] value; byte coder }
 *            coder 0: Latin-1; coder 1: UTF-16LE
 * cached  := int index; index > 0: a string follows and gets this index, the next free one from 1;
 *                       index < 0: the string that has the index -index
 * RUN     := byte 0; string version; string simulation; long startMillis; string description;
 *            int n; string[n] scenarios; int n; { int length; byte[length] } [n] assertions
 * REQUEST := byte 1; int n; cached[n] groups; cached name; int start; int end; byte ok;
 *            cached message
 * USER    := byte 2; int scenario; byte start; int time
 * GROUP   := byte 3; int n; cached[n] groups; int start; int end; int cumulated; byte ok
 * ERROR   := byte 4; cached message; int time
 * </pre>
 *
 * Times are milliseconds after the start of the run. RUN comes first, and once.
 */
@NullMarked
package reports.log;

import org.jspecify.annotations.NullMarked;
