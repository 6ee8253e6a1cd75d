package dev.pollux.job;

import dev.pollux.messages.PredictionEncoder;
import dev.pollux.twin.DigitalTwin;
import dev.pollux.twin.TwinWorkspace;

/**
 * A registered model with this thread's working memory.
 *
 * @param id its name in the registry
 */
record KnownModel(String id, DigitalTwin twin, TwinWorkspace workspace, PredictionEncoder encoder) {}
