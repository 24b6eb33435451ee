package io.slackwater.api;

import org.jspecify.annotations.Nullable;

/**
 * Why a question is not answered: a problem of RFC 9457.
 *
 * @param field the parameter that is wrong; null where none is
 * @param remedy what to do about it
 */
public record ProblemResponse(String title, int status, String detail, @Nullable String field, String remedy) {}
