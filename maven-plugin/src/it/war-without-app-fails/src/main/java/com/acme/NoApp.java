package com.acme;

public final class NoApp {}
