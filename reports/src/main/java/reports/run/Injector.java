package reports.run;

import org.jspecify.annotations.Nullable;

/**
 * What is known of an injector that is a process of its own: the content of {@code
 * injectors/N/injector.json}, written by the process that started it, when it was ready and again
 * when it ended.
 *
 * @param schema {@link RunFolder#SCHEMA}
 * @param number from 1; its share of the plan is every start and learner whose number, from 0,
 *     leaves {@code number - 1} as the remainder
 * @param machine what two injectors have in common that run on one machine
 * @param cpus the numbers of the CPUs that it may use, such as {@code 1-3,8}
 * @param clockOffsetMillis its clock minus that of the process that started it, at worst
 * @param clockErrorMillis how far from the truth that may be: half the time that asking took
 * @param end epoch milliseconds of its end; null while it runs and where it was killed together
 *     with the process that started it
 * @param status the exit status of its process; null where there is none
 * @param loadOver whether it played its share to the end and its files are here, closed
 * @param requested requests that it sent; null unless it got to its end
 * @param answered requests that it got an answer to; null unless it got to its end
 * @param how what else is known of its end, as a clause; null where nothing is
 */
public record Injector(
    int schema,
    int number,
    String machine,
    String cpus,
    double clockOffsetMillis,
    double clockErrorMillis,
    @Nullable Long end,
    @Nullable Integer status,
    boolean loadOver,
    @Nullable Long requested,
    @Nullable Long answered,
    @Nullable String how) {}
