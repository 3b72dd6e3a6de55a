// Reads what was just written, through every node and by sessions that know of the write and that do not. Prints one
// line of JSON. The fault laboratory (scripts/faultlab --fresh-reads) starts the cluster, and this program in it.
#include <Poco/Net/HTTPClientSession.h>
#include <Poco/Net/HTTPRequest.h>
#include <Poco/Net/HTTPResponse.h>
#include <Poco/Net/SocketAddress.h>
#include <Poco/StreamCopier.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <iostream>
#include <memory>
#include <sstream>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;
constexpr int kReadsOfOneWrite = 20;

struct Login {
    std::string session;
    std::string cookie;
};

/// One document, the session that writes it, and another session of the same user.
struct Register {
    std::string document;
    Login writer;
    Login other;
    std::int64_t value = 0;
};

struct Answer {
    int status = 0;
    bool flagged = false;
    std::string body;
};

/// One thread's connections to all nodes.
class Nodes {
public:
    explicit Nodes(const std::vector<std::string>& addresses) {
        for (const auto& address : addresses) {
            sessions_.push_back(std::make_unique<Poco::Net::HTTPClientSession>(Poco::Net::SocketAddress(address)));
            sessions_.back()->setKeepAlive(true);
            sessions_.back()->setTimeout(Poco::Timespan(40, 0));
        }
    }

    [[nodiscard]] std::size_t size() const { return sessions_.size(); }

    /// @return status 0 if there was no answer
    Answer call(std::size_t node, const std::string& method, const std::string& parameters, const Login& login,
                const std::string& body = {}) {
        Poco::Net::HTTPRequest request(method, "/ajax/infostore?session=" + login.session + parameters, "HTTP/1.1");
        request.setKeepAlive(true);
        request.set("Cookie", login.cookie);
        request.set("User-Agent", "faultlab");
        request.setContentLength(static_cast<std::streamsize>(body.size()));
        Answer answer;
        try {
            sessions_[node]->sendRequest(request) << body;
            Poco::Net::HTTPResponse response;
            Poco::StreamCopier::copyToString(sessions_[node]->receiveResponse(response), answer.body);
            answer.status = response.getStatus();
            answer.flagged = response.has("X-Yoke-Read-Only");
        } catch (const Poco::Exception& error) {
            sessions_[node]->reset();
            answer.body = error.displayText();
        }
        return answer;
    }

private:
    std::vector<std::unique_ptr<Poco::Net::HTTPClientSession>> sessions_;
};

struct Counts {
    std::int64_t checks = 0;      ///< reads that were answered as fresh
    std::int64_t violations = 0;  ///< of them, those that showed an older value
    std::int64_t flagged = 0;     ///< answered, but not as fresh
    std::int64_t refused = 0;     ///< reads and writes without a value
    std::int64_t writes = 0;
    std::vector<double> milliseconds;  ///< of the checks

    /// Some are told, since none is expected while all servers answer.
    void refuse(const char* what, const Answer& answer) {
        constexpr std::int64_t kTold = 5;
        if (++refused <= kTold) std::cerr << what << ": status " << answer.status << " " << answer.body << std::endl;
    }

    void add(const Counts& more) {
        checks += more.checks;
        violations += more.violations;
        flagged += more.flagged;
        refused += more.refused;
        writes += more.writes;
        milliseconds.insert(milliseconds.end(), more.milliseconds.begin(), more.milliseconds.end());
    }
};

/// The number in the member `description`, or -1.
std::int64_t valueIn(const std::string& body) {
    constexpr std::string_view kMember = "\"description\":\"";
    const auto at = body.find(kMember);
    return at == std::string::npos ? -1 : std::strtoll(body.c_str() + at + kMember.size(), nullptr, 10);
}

void readBack(Nodes& nodes, const Register& written, int number, Counts& counts) {
    const auto node = static_cast<std::size_t>(number) % nodes.size();
    const Login& login = number / static_cast<int>(nodes.size()) % 2 == 0 ? written.writer : written.other;
    const auto begin = Clock::now();
    const Answer answer = nodes.call(node, "GET", "&action=get&id=" + written.document, login);
    const double milliseconds = std::chrono::duration<double, std::milli>(Clock::now() - begin).count();
    const std::int64_t value = answer.status == 200 ? valueIn(answer.body) : -1;
    if (value < 0) {
        counts.refuse("read", answer);
    } else if (answer.flagged) {
        ++counts.flagged;
    } else {
        ++counts.checks;
        if (value < written.value) ++counts.violations;
        counts.milliseconds.push_back(milliseconds);
    }
}

Counts work(const std::vector<std::string>& addresses, std::vector<Register> registers,
            std::atomic<std::int64_t>& left) {
    Nodes nodes(addresses);
    Counts counts;
    for (std::size_t turn = 0; left.fetch_sub(kReadsOfOneWrite) > 0; ++turn) {
        Register& mine = registers[turn % registers.size()];
        // A time far from now: nobody else writes this document.
        const Answer answer =
            nodes.call(turn % nodes.size(), "PUT", "&action=update&timestamp=9000000000000&id=" + mine.document,
                       mine.writer, R"({"description":")" + std::to_string(mine.value + 1) + R"("})");
        if (answer.status != 200 || answer.body.find("\"error\"") != std::string::npos) {
            counts.refuse("write", answer);
            left.fetch_add(kReadsOfOneWrite);
            continue;
        }
        ++mine.value;
        ++counts.writes;
        for (int number = 0; number < kReadsOfOneWrite; ++number) readBack(nodes, mine, number, counts);
    }
    return counts;
}

/// One register a line: document, session and cookies of its writer, session and cookies of another; between tabs.
std::vector<Register> readRegisters(std::istream& in) {
    std::vector<Register> registers;
    for (std::string line; std::getline(in, line);) {
        std::istringstream fields(line);
        Register next;
        for (auto* field :
             {&next.document, &next.writer.session, &next.writer.cookie, &next.other.session, &next.other.cookie})
            std::getline(fields, *field, '\t');
        registers.push_back(next);
    }
    return registers;
}

Counts run(const std::vector<std::string>& addresses, std::int64_t checks, std::size_t threads) {
    const auto registers = readRegisters(std::cin);
    std::atomic<std::int64_t> left{checks};
    std::vector<Counts> counts(threads);
    {
        std::vector<std::jthread> workers;
        for (std::size_t number = 0; number < threads; ++number) {
            std::vector<Register> own;
            for (std::size_t at = number; at < registers.size(); at += threads) own.push_back(registers[at]);
            workers.emplace_back([&, number, own] { counts[number] = work(addresses, own, left); });
        }
    }
    Counts sum;
    for (const auto& part : counts) sum.add(part);
    return sum;
}

/// The value below which `share` of them are; 0 of nothing.
double percentile(std::vector<double>& values, double share) {
    if (values.empty()) return 0;
    const auto nth = values.begin() + static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), nth, values.end());
    return *nth;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 4) {
        std::cerr << "usage: bench_fresh_reads CHECKS THREADS NODE:PORT... < registers\n";
        return 64;
    }
    const auto begin = Clock::now();
    Counts counts = run({argv + 3, argv + argc}, std::atoll(argv[1]), static_cast<std::size_t>(std::atoll(argv[2])));
    const double seconds = std::chrono::duration<double>(Clock::now() - begin).count();
    std::cout << "{\"checks\":" << counts.checks << ",\"violations\":" << counts.violations
              << ",\"flagged\":" << counts.flagged << ",\"refused\":" << counts.refused
              << ",\"writes\":" << counts.writes << ",\"seconds\":" << seconds
              << ",\"p50_ms\":" << percentile(counts.milliseconds, 0.5)
              << ",\"p99_ms\":" << percentile(counts.milliseconds, 0.99) << "}\n";
    return counts.violations == 0 ? 0 : 1;
}
