package dev.pollux.cli;

/** A sub-command of pollux, annotated with picocli's {@code @Command} and found by the service loader. */
public interface PolluxCommand {}
