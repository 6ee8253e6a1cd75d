package dev.pollux.evaluation;

/** Prediction errors by quantity, method, horizon and phase. */
public final class SkillTable {
    private final ErrorStatistics[][][][] statistics;

    /** An empty table for this number of horizons. */
    SkillTable(int horizons) {
        statistics =
                new ErrorStatistics[Quantity.values().length][Method.values().length][horizons][Phase.values().length];
        for (ErrorStatistics[][][] quantity : statistics) {
            for (ErrorStatistics[][] method : quantity) {
                for (ErrorStatistics[] horizon : method) {
                    for (int phase = 0; phase < horizon.length; phase++) {
                        horizon[phase] = new ErrorStatistics();
                    }
                }
            }
        }
    }

    /** Errors of one kind. */
    public ErrorStatistics of(Quantity quantity, Method method, int horizon, Phase phase) {
        return statistics[quantity.ordinal()][method.ordinal()][horizon][phase.ordinal()];
    }

    /** Adds an error to its phase and to all. */
    void add(Quantity quantity, Method method, int horizon, Phase phase, double error) {
        of(quantity, method, horizon, phase).add(error);
        of(quantity, method, horizon, Phase.ALL).add(error);
    }
}
