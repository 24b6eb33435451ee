@NullMarked
package io.slackwater.console.rest;

import org.jspecify.annotations.NullMarked;
