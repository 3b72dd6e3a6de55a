#pragma once

#include "groupware/base/error.h"
#include "groupware/formats/lines/component.h"
#include "groupware/formats/lines/parse.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace groupware::formats::lines {

inline std::string sourcesOf(const std::vector<ContentLine>& lines) {
    std::string text;
    for (const auto& line : lines) text += line.source();
    return text;
}

inline ContentLine oneLine(const std::string& text) {
    const auto lines = parseLines(text, {});
    EXPECT_EQ(lines.size(), 1U) << text;
    EXPECT_EQ(sourcesOf(lines), text);
    return lines.front();
}

inline std::string written(const ContentLine& line) {
    std::string out;
    line.write(out, "\r\n");
    return out;
}

}  // namespace groupware::formats::lines
