package dev.pollux.state;

/** Method of a prediction. */
public enum Predictor {
    /** The acceleration of the present instant is held. */
    HELD,
    /** The robot is simulated forward with the drives' control law and extrapolated commands. */
    RESIMULATED
}
