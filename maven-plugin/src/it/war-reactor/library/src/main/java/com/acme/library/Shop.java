package com.acme.library;

public final class Shop {}
