#include "groupware/http/conditional.h"

#include "groupware/http/date.h"
#include "groupware/http/text.h"

#include <algorithm>
#include <chrono>

namespace groupware::http {
namespace {

constexpr std::string_view kWeak = "W/";

std::string_view opaque(std::string_view etag) {
    return etag.starts_with(kWeak) ? etag.substr(kWeak.size()) : etag;
}

/// Takes one entity tag from the front of `list`, commas and blanks before it skipped; empty at the end or for
/// something that is no tag. A tag may contain commas.
std::string_view takeEtag(std::string_view& list) {
    const auto begin = list.find_first_not_of(" \t,");
    list.remove_prefix(std::min(begin, list.size()));
    const std::size_t quote = list.starts_with(kWeak) ? kWeak.size() : 0;
    if (list.size() <= quote || list[quote] != '"') return {};
    const auto end = list.find('"', quote + 1);
    if (end == std::string_view::npos) return {};
    const auto etag = list.substr(0, end + 1);
    list.remove_prefix(end + 1);
    return etag;
}

template <class Matches>
bool anyTag(std::string_view list, Matches matches) {
    if (trim(list) == "*") return true;
    for (auto etag = takeEtag(list); !etag.empty(); etag = takeEtag(list)) {
        if (matches(etag)) return true;
    }
    return false;
}

bool changedAfter(const Validators& validators, Instant since) {
    return validators.lastModified && std::chrono::floor<std::chrono::seconds>(*validators.lastModified) > since;
}

/// The first two steps: is the state the client wants to change still there?
bool stateMatches(const Request& request, const Validators& validators) {
    if (const auto ifMatch = request.header("If-Match"); !ifMatch.empty()) {
        return validators.exists && namesStrongEtag(ifMatch, validators.etag);
    }
    if (const auto since = parseDate(request.header("If-Unmodified-Since"))) return !changedAfter(validators, *since);
    return true;
}

/// The third and fourth: does the client have this state already?
bool clientHasIt(const Request& request, const Validators& validators, bool reads) {
    if (!validators.exists) return false;
    if (const auto ifNoneMatch = request.header("If-None-Match"); !ifNoneMatch.empty()) {
        return namesEtag(ifNoneMatch, validators.etag);
    }
    if (!reads || !validators.lastModified) return false;
    const auto since = parseDate(request.header("If-Modified-Since"));
    return since && !changedAfter(validators, *since);
}

}  // namespace

bool namesEtag(std::string_view list, std::string_view etag) {
    return anyTag(list, [&](std::string_view named) { return opaque(named) == opaque(etag); });
}

bool namesStrongEtag(std::string_view list, std::string_view etag) {
    return anyTag(list, [&](std::string_view named) { return named == etag && !named.starts_with(kWeak); });
}

Precondition evaluatePreconditions(const Request& request, const Validators& validators) {
    const bool reads = request.method() == "GET" || request.method() == "HEAD";
    if (!stateMatches(request, validators)) return Precondition::Failed;
    if (!clientHasIt(request, validators, reads)) return Precondition::Passed;
    return reads ? Precondition::NotModified : Precondition::Failed;
}

}  // namespace groupware::http
