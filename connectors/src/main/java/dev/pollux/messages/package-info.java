/** The messages on Kafka: conversion of JSON and CBOR from and to the twin's types. */
@NullMarked
package dev.pollux.messages;

import org.jspecify.annotations.NullMarked;
