package dev.pollux.cli;

import java.math.BigDecimal;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** Numbers in options: an invalid number is reported with the given and the expected value. */
public final class NumberOptions {
    private NumberOptions() {}

    /**
     * Checks that an integer is not too small.
     *
     * @param command the command of the option
     * @throws ParameterException "--max is 0: expected 1 or more"
     */
    public static void atLeast(CommandSpec command, String option, long least, long value) {
        if (value < least) {
            throw new ParameterException(
                    command.commandLine(), option + " is " + value + ": expected " + least + " or more");
        }
    }

    /**
     * Checks that an integer is in its range.
     *
     * @param command the command of the option
     * @throws ParameterException "--replicas is 0: expected 1 to 32767"
     */
    public static void within(CommandSpec command, String option, long least, long most, long value) {
        if (value < least || value > most) {
            throw new ParameterException(
                    command.commandLine(), option + " is " + value + ": expected " + least + " to " + most);
        }
    }

    /** Registers converters with plain messages for numbers in a command and its subcommands. */
    static void register(CommandLine line) {
        whole(line, int.class, Integer.class, BigDecimal::intValueExact);
        whole(line, long.class, Long.class, BigDecimal::longValueExact);
        decimal(line, double.class);
        decimal(line, Double.class);
    }

    private static <T> void whole(CommandLine line, Class<T> primitive, Class<T> boxed, Function<BigDecimal, T> exact) {
        for (Class<T> type : List.of(primitive, boxed)) {
            line.registerConverter(type, text -> {
                try {
                    return exact.apply(new BigDecimal(text));
                } catch (ArithmeticException | NumberFormatException none) {
                    throw new TypeConversionException("'" + text + "' is not a whole number");
                }
            });
        }
    }

    private static void decimal(CommandLine line, Class<Double> type) {
        line.registerConverter(type, text -> {
            try {
                return Double.valueOf(text);
            } catch (NumberFormatException none) {
                throw new TypeConversionException("'" + text + "' is not a number; expected one such as 10 or 0.5");
            }
        });
    }
}
