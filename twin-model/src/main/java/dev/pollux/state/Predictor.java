package dev.pollux.state;

/** How a prediction is made. */
public enum Predictor {
    /** This instant's acceleration is held. */
    HELD,
    /** The robot is run forward under the drives' law, its commands carried on. */
    RESIMULATED
}
