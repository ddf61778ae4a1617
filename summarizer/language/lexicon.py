"""What words mean to each other, as far as grounding asks. Data only, written as base forms."""

from __future__ import annotations

from summarizer.language.phrases import words

IRREGULAR = dict(
    pair.split(":")
    for pair in words(
        """
    rose:rise risen:rise fell:fall fallen:fall grew:grow grown:grow won:win lost:lose sold:sell bought:buy said:say
    told:tell made:make paid:pay led:lead left:leave kept:keep held:hold built:build took:take taken:take gave:give
    given:give got:get went:go gone:go began:begin begun:begin sought:seek brought:bring taught:teach wrote:write
    written:write spoke:speak spoken:speak chose:choose chosen:choose drove:drive driven:drive ran:run met:meet
    sent:send spent:spend lent:lend shrank:shrink shrunk:shrink drew:draw drawn:draw knew:know known:know
    threw:throw thrown:throw froze:freeze frozen:freeze stole:steal stolen:steal broke:break broken:break
    caught:catch fought:fight fed:feed became:become came:come did:do done:do had:have has:have was:be were:be is:be
    are:be been:be saw:see seen:see women:woman men:man children:child people:person lives:life better:good
    best:good worse:bad worst:bad dealt:deal slid:slide stood:stand swept:sweep withdrew:withdraw withdrawn:withdraw
    overtook:overtake overtaken:overtake forbade:forbid forbidden:forbid sped:speed hid:hide hidden:hide sued:sue
    suing:sue used:use using:use agreed:agree agreeing:agree freed:free thought:think felt:feel heard:hear laid:lay
    struck:strike sank:sink bound:bind
    """
    )
)
"""Forms that no ending explains."""

LIGHT = words(
    """
    a an the this that these those it its he she they them their his her him who whom whose which what where when
    how why there here of to in on at by for from with as into onto upon over under about between among through
    during within across against toward towards per via than then so such and or but nor yet if while although
    though because since until unless whether also too only just even still already again ever both either neither
    each every any some all many much few several most more less least other another same own very quite rather
    almost nearly around roughly approximately up down out off not no never cannot am be do have will would can
    could may might must shall should get let make put new now today current currently recent recently first one way
    thing use include aim design base need like well ahead amid despite according plus along without say further
    later early upcoming instead once before after part offer help work want go come take give become set allow
    enable seek plan show call know potential potentially reportedly alleged allegedly ai mean able bring keep run
    start begin see look amid per s t being them us we you i
    """
)
"""Words too common or too general to tell one claim from another."""

FUNCTION = words(
    """
    a an the this that these those it its he she they them their his her him who whom whose which what where when
    how why there here of to in on at by for from with as into onto upon over under about between among through
    during within across against toward towards per via than then so such and or but nor if while although though
    because since until unless whether also too only just even still already again ever both either neither each
    every any some all many much few several most more less least other another same own very quite rather almost
    nearly around roughly be am do have will would can could may might must shall should not no never cannot without
    nor none nobody nothing get let now yet first one way out up down off it s t such been being
    """
)
"""Words that only hold others together."""

NEGATIVE_PRONOUNS = words("nothing nobody none neither nor")
"""Negations that stand for a noun, and so deny a whole clause."""

EMPTY_VERBS = words("take make give put get come go do let set turn have keep say know ever")
"""Verbs that say little without their object."""

NEGATORS = words(
    "not no never cannot neither nor none nobody nothing without isn't aren't wasn't weren't won't can't don't couldn't"
    " didn't doesn't hasn't haven't hadn't shouldn't wouldn't mustn't needn't ain't"
)
"""Words that deny what follows."""

DENIALS = words(
    """
    fail refuse decline deny reject lack block ban prohibit prevent stop halt avoid bar unable lose cease drop
    remove miss exclude except exempt unlike instead rather absent absence withhold scrap cancel abandon refrain
    forbid withdraw hardly barely rarely seldom few little disable unavailable impossible unlikely unclear unknown
    oppose dispute waive pause shelve dismiss retire ignore discard delete repeal lift overturn revoke suspend
    reverse
    """
)
"""Words by which an article may say what a line says with a negation."""

HINTS_OF_DENIAL = words(
    """
    only instead rather still fail lack free less few little end stop keep unchanged same remain leave exclude
    exempt out off unless until before yet hardly barely enough avoid spare miss decline refuse reject deny drop
    abandon scrap cancel unlike however despite alone sole solely die stall wait close shut lose unable impossible
    cease oppose against prevent block ban forbid skip ignore bare without
    """
)
"""Words that hint at what another text denies: "only members" says that others may not."""

PREFIXES_OF_DENIAL = ("un", "in", "im", "non", "dis", "ir", "il")

AXES: tuple[tuple[str, str], ...] = (
    ("rise increase grow climb jump surge soar higher upward rally swell growth up raise lift boost hike double"
     " triple quadruple expand widen wider broaden enlarge rebound recover uptick expansion",
     "fall decrease drop decline shrink slump plunge plummet lower tumble sink slide slip dip downward reduction"
     " dwindle down cut reduce slash trim halve narrow narrower contract curtail shed"),
    ("more", "less fewer"),
    ("accelerate quicken speed hasten", "slow decelerate delay"),
    ("approve accept adopt pass endorse authorize authorise clear ratify approval acceptance clearance permit"
     " greenlight",
     "reject refuse dismiss veto decline rejection refusal disapprove block prohibit deny ban"),
    ("uphold affirm", "overturn overrule quash reverse annul void"),
    ("allow permit enable authorize authorise legalize legalise",
     "ban prohibit forbid block bar outlaw prevent criminalize prohibition restrict"),
    ("support back endorse favor favour welcome praise applaud champion laud advocate",
     "oppose fight resist criticize criticise condemn against object slam blast regret"),
    ("grant award", "deny withhold refuse revoke"),
    ("require oblige mandate compel need demand order force", "forbid prohibit ban exempt waive"),
    ("confirm admit acknowledge concede accept", "deny dispute rebut refute contest reject"),
    ("win beat prevail triumph", "lose trail"),
    ("victory win", "defeat loss"),
    ("gain profit earnings", "loss lose deficit"),
    ("profitable profit", "unprofitable loss"),
    ("buy acquire purchase acquisition", "sell divest"),
    ("hire recruit appoint reinstate", "fire dismiss oust sack layoff shed"),
    ("open reopen", "close shut shutter"),
    ("start begin launch resume commence introduce",
     "stop end halt cease suspend pause discontinue finish conclude expire"),
    ("introduce launch revive restore reinstate bring", "retire scrap discontinue withdraw abolish remove axe shelve"),
    ("keep retain maintain preserve", "scrap drop abandon discard remove abolish"),
    ("before earlier ago", "after later"),
    ("above over more", "below under fewer less"),
    ("exceed surpass beat top above", "miss undershoot below short"),
    ("fast faster quick quicker quickly rapid rapidly", "slow slower slowly"),
    ("cheap cheaper inexpensive", "costly costlier expensive pricier dearer"),
    ("better superior", "worse inferior"),
    ("outperform surpass beat exceed outrank outscore better ahead lead", "underperform trail lag behind worse"),
    ("improve improvement strengthen", "worsen deteriorate weaken"),
    ("lead ahead", "trail lag behind"),
    ("most highest largest biggest", "least lowest smallest"),
    ("largest biggest", "smallest"),
    ("highest", "lowest"),
    ("large big larger bigger", "small smaller tiny little"),
    ("high higher", "low lower"),
    ("strong stronger strengthen tighten tight toughen strict stricter",
     "weak weaker weaken loosen ease relax lax soften"),
    ("long longer", "short shorter"),
    ("older oldest", "newer newest young younger youngest"),
    ("early earlier sooner", "late later"),
    ("first", "last"),
    ("enable activate", "disable deactivate"),
    ("include", "exclude omit exempt"),
    ("join", "quit exit depart leave resign"),
    ("succeed success successful pass", "fail failure unsuccessful"),
    ("public publicly open", "private privately secret withhold"),
    ("add", "remove delete strip"),
    ("legal lawful", "illegal unlawful infringe violate"),
    ("safe safer", "unsafe dangerous"),
    ("likely", "unlikely"),
    ("available", "unavailable"),
    ("possible", "impossible"),
    ("mandatory compulsory obligatory", "voluntary optional"),
    ("temporary temporarily", "permanent permanently"),
    ("majority", "minority"),
    ("guilty convict", "innocent acquit"),
    ("agree comply", "disagree refuse"),
    ("encourage promote", "discourage deter"),
    ("lift", "impose"),
    ("optimistic confident", "pessimistic cautious"),
    ("maximum", "minimum"),
    ("protect defend", "endanger attack"),
    ("meet beat ahead top", "miss short behind"),
    ("hide conceal withhold", "reveal expose disclose"),
    ("accept", "contest appeal challenge reject discard"),
    ("kill die dead death fatal", "save rescue survive alive"),
    ("doubt", "believe trust"),
    ("prefer like favor", "dislike"),
    ("label", "unlabelled unlabeled"),
    ("mild", "violent severe"),
    ("release publish", "withhold"),
    ("upgrade", "downgrade"),
    ("success", "flop"),
    ("genuine real authentic true", "fake false forged"),
    ("exceed", "miss"),
    ("invest", "divest"),
    ("voluntary", "compulsory"),
    ("withdraw cancel", "extend renew"),
    ("postpone delay defer", "advance expedite"),
    ("suspend revoke", "restore reinstate renew"),
    ("overestimate overstate", "underestimate understate"),
    ("outbid", "underbid"),
    ("online", "offline"),
    ("spend invest", "save"),
    ("positive", "negative"),
    ("import", "export"),
    ("north northern", "south southern"),
    ("east eastern", "west western"),
    ("best better", "worst worse"),
    ("conclude finish end", "start begin"),
    ("let allow permit", "bar stop keep"),
    ("accept adopt back", "against reject"),
    ("continue remain stay keep", "end stop drop abandon cease discontinue"),
    ("agree united", "disagree divided"),
    ("deny reject", "admit confirm acknowledge concede"),
)  # fmt: skip
"""Pairs of opposites: what stands on one side is not borne out by what stands on the other."""
AXES_OF_SIZE = 1
"""How many of them, from the first, say that a number rises or falls."""

SYNONYMS: tuple[str, ...] = (
    "company firm startup business maker developer group enterprise outfit vendor provider lab laboratory",
    "say tell announce state claim report note add declare disclose reveal explain argue warn write",
    "buy acquire purchase takeover acquisition deal merger",
    "cost price charge fee pay tariff expensive sell subscription bill rate cheap",
    "launch release unveil introduce debut ship rollout roll publish announce start open present",
    "worker employee staff person job labour labor workforce",
    "user customer client subscriber person consumer member shopper buyer",
    "child kid minor teen teenager pupil student young",
    "car vehicle automobile fleet",
    "film movie footage video clip",
    "lawsuit sue suit complaint court case litigation plaintiff filing allege legal",
    "rule regulation law act bill legislation ordinance statute mandate requirement require directive",
    "raise secure fund round investment invest investor finance capital money",
    "rise increase grow gain climb jump surge soar growth higher more double",
    "fall decrease drop decline shrink slump plunge lower reduce cut less fewer reduction",
    "beat outperform surpass exceed top better win score ahead",
    "model system tool software program network",
    "chip processor gpu semiconductor accelerator",
    "researcher scientist team author academic professor group study",
    "study paper research survey analysis trial experiment test evaluation",
    "test trial benchmark evaluation evaluate pilot exam assess examination check",
    "error mistake fault bug flaw inaccuracy wrong fail failure incorrect",
    "doctor physician clinician nurse hospital medical patient clinic",
    "school teacher classroom education pupil student university",
    "country nation national state government federal",
    "agency regulator authority watchdog commission ministry body",
    "ban block prohibit bar forbid restrict outlaw",
    "approve accept clear authorize adopt pass vote back",
    "reject deny refuse dismiss decline throw",
    "miss lack absent without",
    "proof evidence list document",
    "prior previous earlier past former last",
    "fast quick speed rapid swift faster quicker latency second",
    "cheap cheaper affordable inexpensive cost less saving save",
    "large big huge massive major",
    "small tiny little compact",
    "train training learn teach pretrain fine-tune",
    "voice speech audio speak sound spoken",
    "image picture photo photograph visual",
    "write draft compose text",
    "create generate produce make build",
    "find detect identify discover spot conclude",
    "fix patch repair correct mend",
    "attack breach hack intrusion exploit leak expose",
    "fine penalty sanction",
    "hire recruit appoint join",
    "leave quit depart resign step exit",
    "fire layoff lay dismiss cut axe",
    "partner partnership collaborate collaboration agreement deal alliance contract together",
    "money fund dollar cash",
    "energy power electricity electric grid",
    "datacenter data center centre facility site",
    "phone smartphone handset device mobile",
    "laptop computer pc device hardware machine",
    "app application program software",
    "feature function capability option",
    "limit cap restrict ceiling maximum",
    "stop halt pause suspend end cancel cease",
    "share stock equity stake",
    "drug medicine compound molecule therapy treatment",
    "weapon military defence defense army",
    "vote ballot election elect",
    "worry concern fear warn risk danger",
    "evidence proof document record",
    "remove delete drop withdraw",
    "replace substitute swap instead supersede",
    "answer respond reply response",
    "question query prompt ask",
    "code program programming coding software",
    "weekly week",
    "monthly month",
    "annual annually yearly year",
    "daily day",
    "hour hourly",
    "half halve 50",
    "city town municipal council mayor",
    "judge court ruling rule",
    "minister secretary official",
    "firefighter fire blaze",
    "farm farmer crop agricultural field",
    "ship vessel boat",
    "reduce cut lower trim shorten save",
    "extend expand broaden widen",
    "combine merge join together",
    "available access accessible open release",
    "opensource open source weights licence license",
    "free cost charge nothing",
    "abroad overseas foreign international",
    "accuracy accurate correct right precise",
    "unlike without against compare",
    "human person people",
    "target aim goal",
    "guess predict forecast estimate expect project prediction infer deduce",
    "measure gauge score rate",
    "language tongue translation translate",
    "pass approve adopt vote",
    "method approach technique framework algorithm",
    "sign agree contract deal",
    "spend invest cost",
    "death die kill dead fatal",
    "injure hurt injury harm wound fracture break",
    "damage harm loss drawback price",
    "die death mortality fatality kill",
    "respond react reply answer",
    "file lodge submit bring",
    "arrive come reach appear follow",
    "bill measure proposal law legislation act",
    "proposal plan scheme offer suggestion motion",
    "similar comparable alike resemble",
    "prospect future chance outlook",
    "outlook guidance forecast",
    "uncertain unclear doubtful open",
    "conclude find argue report show",
    "concession compromise",
    "concede admit accept acknowledge recognise recognize",
    "fault criticise criticize blame object complain complaint criticism",
    "advocate activist campaigner group supporter",
    "clause provision section article paragraph",
    "lawsuit sue private individual",
    "give drop abandon sacrifice",
    "omit drop exclude skip",
    "purpose deliberate intentional intention",
    "approval acceptance consent permission authorisation authorization permit",
    "suggest propose recommend advise",
    "stay remain keep continue still",
    "online service running",
    "bot chatbot assistant",
    "preserve keep retain maintain",
    "gain benefit improvement advantage",
    "layoff redundancy dismiss job cut",
    "job work position post employment",
    "staff personnel crew employee",
    "boss head chief leader lead director president chair chairman",
    "founder co-founder establish found set",
    "outlaw forbid prohibit ban",
    "levy charge impose fee",
    "impose set introduce apply",
    "shut close closure",
    "return comeback back reinstate",
    "oust remove dismiss sack fire",
    "vow promise pledge commit",
    "halve half",
    "quarter 25",
    "third 33",
    "fifth 20",
    "tenth 10",
    "query question request",
    "handle answer manage process deal",
    "spare exempt affect",
    "insurance insurer policy policyholder cover coverage health",
    "forgo lose miss",
    "flag warn notice report alert",
    "manager management executive boss",
    "dispute deny contest challenge reject",
    "intend plan want aim mean",
    "fight defend contest battle",
    "seek want demand ask request pursue",
    "penalty fine sanction",
    "record highest biggest largest most ever",
    "hear hearing trial",
    "image imagery picture photo photograph visual shot",
    "exclusive only sole solely",
    "permissive licence license permit",
    "outline shape contour",
    "confirm accept approve check verify",
    "edit change alter modify revise correct",
    "discard reject throw scrap",
    "bulk mass",
    "decline refuse reject opt",
    "network connection internet offline online",
    "battery power",
    "convince persuade",
    "order buy purchase intend",
    "await wait",
    "caution warn wrong careful",
    "assume presume suppose",
    "exclude leave omit",
    "hospital ward clinic",
    "typical usual normal ordinary standard common regular",
    "checklist list form",
    "anticipate expect foresee predict",
    "retain keep hold",
    "slip fall lose drop decline",
    "plunge plummet collapse crash tumble slump drop fall",
    "jump climb surge rise gain leap",
    "debut start introduction introduce launch",
    "renew extend prolong",
    "consent asking ask permission",
    "transmit send pass transfer",
    "apologise apologize sorry apology",
    "vanish disappear go",
    "optional voluntary separate",
    "counterfeit forge forgery fake false sham",
    "genuine real authentic true",
    "resignation resign quit",
    "estimate put reckon calculate",
    "weigh consider think ponder",
    "examine look investigate probe inquiry investigation review study",
    "bring forward early",
    "postpone delay defer put late behind",
    "indefinite",
    "resolution square detail",
    "deliver provide supply offer give",
    "rely depend continue trust",
    "foresee predict",
    "ad advertising advertisement advert",
    "sale sell sold",
    "detain hold arrest custody",
    "wrongful wrong mistaken",
    "insist say maintain",
    "unpublished internal secret never publish",
    "mistake misidentify confuse",
    "contract deal agreement",
    "expire end run lapse",
    "decipher read decode",
    "char carbonise carbonize burn burnt scorch",
    "joy pleasure delight",
    "attribute probable ascribe",
    "complete full whole entire",
    "separate independent",
    "press squeeze",
    "afford money pay",
    "withhold hold keep",
    "publish release issue",
    "barely hardly scarcely little",
    "matter difference effect important",
    "swap exchange replace switch change",
    "architecture build design structure",
    "stem come cause because origin",
    "narrow shrink reduce close",
    "weak poor coherent",
    "operate run drive use",
    "cap limit maximum ceiling",
    "attendant staff supervisor",
    "let allow permit may",
    "bar ban forbid",
    "oppose against object resist",
    "risk danger threat threaten lose",
    "overblown exaggerate overstate",
    "family parent household home",
    "inform tell notify",
    "review check inspect",
    "grade mark score",
    "deviate differ difference",
    "season experience veteran",
    "sceptical skeptical doubt doubtful",
    "coordinate share cooperate",
    "boost raise increase lift",
    "output yield production power",
    "unchanged same alone stay",
    "benefit gain advantage",
    "peak highest largest maximum",
    "wear load strain",
    "valid honour honor",
    "warranty guarantee",
    "build construction construct",
    "extra additional further more",
    "hit struck strike knock collide collision crash drive",
    "accident crash collision incident",
    "investigate examine look probe",
    "slow delay decelerate",
    "idle stop service halt",
    "call demand appeal request",
    "inquiry investigation probe",
    "autonomous driverless self-driving unmanned",
    "fleet truck lorry vehicle",
    "mileage kilometre mile distance",
    "deployment rollout deploy introduce",
    "schedule plan date",
    "disclose say reveal label",
    "violation breach offence infringement",
    "lobby pressure",
    "short lack scarce",
    "duty obligation rule requirement",
    "signature sign",
    "committee panel commission",
    "panel judge jury bench",
    "reverse overturn overrule quash",
    "side support agree decide",
    "effect force",
    "hearing hear case",
    "appeal court",
    "follow after come",
    "subsequent later after",
    "machine robot device",
    "gadget device recorder product",
    "entire whole complete own",
    "leave send go",
    "monthly subscription",
    "upfront buy purchase",
    "ship deliver delivery",
    "rule exclude prevent",
    "version edition model",
    "switch turn",
    "spy snoop",
    "trim lower cut reduce",
    "net profit income earnings",
    "revenue sale turnover",
    "stock share",
    "dividend payout",
    "expectation expect forecast",
    "fuel diesel petrol gas oil",
    "truck haulier trucking freight lorry transport",
    "premium surcharge",
    "pending await approve",
    "acquisition purchase buy acquire takeover deal",
    "cash money",
    "history ever",
    "require need must demand oblige necessary condition",
    "approval clearance consent permission green sanction nod",
    "previous predecessor earlier prior former last old",
    "demonstrate show prove evidence",
    "prompt cause trigger lead spark provoke because after following result",
    "blame attribute cite fault because accuse",
    "criticize criticise attack condemn fault slam object complain",
    "endorse support back welcome praise applaud favor favour",
    "examine probe investigate review inspect scrutinize scrutinise check look study assess",
    "obtain get receive gain secure win earn",
    "abandon scrap drop give cancel ditch shelve axe discontinue stop",
    "postpone delay defer put push",
    "halt stop suspend pause end freeze cease",
    "employ use hire staff worker employee people",
    "layoff job cut redundancy dismiss shed fire go",
    "shed cut lay lose drop",
    "expensive costly cost price dear premium",
    "maker manufacturer producer developer provider supplier vendor creator",
    "consumer customer client user buyer subscriber",
    "rival competitor competition opponent other",
    "dominant lead large biggest main major top",
    "buy purchase acquire order take",
    "vendor supplier seller",
    "shareholder investor backer stockholder owner",
    "stockmarket listing ipo float public share debut exchange",
    "quarterly quarter",
    "deficit loss red lose",
    "profit earn income gain margin",
    "sluggish weak slow poor low soft",
    "robust strong solid healthy high",
    "gadget device product hardware wearable",
    "clinic hospital physician doctor",
    "medication medicine drug pill",
    "patient person people",
    "deadline date time limit day month",
    "staff team worker employee personnel workforce job",
    "draft proposal bill plan propose",
    "lawmaker legislator senator deputy parliament member",
    "legislation law bill act rule statute",
    "verdict ruling judgment decision court rule decide",
    "penalty fine sanction punish",
    "sue lawsuit suit complaint court file legal claim",
    "accuse allege claim charge complaint",
    "plaintiff claimant complainant sue",
    "warn caution fear concern alarm",
    "urge call demand ask appeal want",
    "plea request appeal ask",
    "pledge promise commit vow",
    "intend plan want will aim hope",
    "start-up startup company firm",
    "founder cofounder founded found",
    "spokesperson spokesman spokeswoman said company",
    "chairman chairwoman chair head",
    "manager director head chief",
    "scholar academic professor researcher",
    "physicist biologist chemist scientist seismologist researcher",
    "expert specialist analyst observer critic researcher",
    "outsider independent uninvolved",
    "respondent participant volunteer subject",
    "youth teenager child minor young student",
    "elderly old senior",
    "pupil student child school",
    "exam test examination",
    "quake earthquake tremor",
    "car vehicle automobile automaker automotive carmaker",
    "plane aircraft flight jet",
    "drone aircraft flight fly",
    "airline carrier flight",
    "plant factory facility site works",
    "warehouse store depot",
    "shop store retailer supermarket grocer",
    "bank lender lend loan",
    "credit loan lend borrow",
    "insurer insurance underwriter policy cover",
    "coverage cover insure insurance",
    "hack hacker breach attack intrude",
    "password credential login account",
    "leak disclose reveal expose publish",
    "privacy data personal",
    "photo picture image photograph",
    "footage video film recording clip",
    "song music track",
    "headphone earbud headset",
    "charge battery power",
    "memory ram gigabyte",
    "parameter weight size",
    "dataset data collection corpus",
    "benchmark test measure score task",
    "performance accuracy score result quality",
    "outperform exceed surpass beat better above",
    "underperform lag trail behind worse below",
    "mistake error wrong fault incorrect false",
    "incorrect wrong false error mistake faulty invalid flaw",
    "valid correct right sound good",
    "hallucinate invent fabricate make false",
    "bias discriminate prejudice unfair",
    "transparent disclose open",
    "anonymous unnamed identity name",
    "secret confidential undisclosed private",
    "grow expand increase rise more",
    "diminish shrink decline reduce fall",
    "vast huge large enormous big massive",
    "roughly about some around",
    "adapt adjust change modify tailor",
    "upgrade raise lift improve update",
    "downgrade lower cut",
    "repair fix restore mend",
    "outage failure breakdown down",
    "malfunction fail fault error",
    "succeed success work win",
    "collapse fail fall break bankrupt",
    "bankrupt bankruptcy insolvent insolvency",
    "merge merger combine takeover",
    "stake share hold own holding",
    "own possess hold have",
    "lease rent hire",
    "tenant renter",
    "home house household residential",
    "apartment flat home",
    "area region district zone place",
    "nationwide country national",
    "worldwide global world international",
    "local municipal city town",
    "resident inhabitant people citizen local",
    "citizen people public",
    "police officer authority",
    "arrest detain custody",
    "crime offence criminal illegal",
    "fraud scam swindle deceive cheat",
    "victim target hit affect",
    "protest demonstrate rally oppose",
    "strike walkout stoppage",
    "union labour labor worker",
    "wage pay salary earnings income",
    "earnings earn pay income wage profit",
    "allocate assign set earmark give",
    "subsidy grant support state aid",
    "subsidise subsidize fund support",
    "tariff duty levy tax",
    "export ship sell abroad",
    "import buy abroad",
    "emission pollute pollution release emit",
    "emit release discharge leak",
    "climate warming carbon",
    "species animal plant",
    "farm agriculture farmer field",
    "disease illness condition infection disorder",
    "diagnose detect diagnosis identify",
    "symptom sign",
    "cure heal treat treatment therapy",
    "gene genetic dna genome",
    "cell tissue",
    "planet star space astronomical",
    "satellite orbit space",
    "launch liftoff rocket start",
    "telescope observatory",
    "explain justify reason why account",
    "justify explain reason",
    "unclear unknown open uncertain undecided undisclosed leave",
    "undecided unsettled open settle decide pending question",
    "possible may could might can",
    "likely probable expect may",
    "unlikely improbable expect doubt",
    "capable able can",
    "prevent stop keep avoid block hinder",
    "circumvent bypass evade avoid around",
    "comply obey follow meet observe",
    "ignore disregard overlook neglect",
    "oversee supervise monitor watch control",
    "supervise oversee supervision watch",
    "enforce enforcement apply implement",
    "exempt spare exclude except",
    "restrict limit curb cap",
    "expire lapse end run",
    "extend prolong lengthen renew",
    "shorten cut reduce",
    "accelerate speed quicken fast",
    "trigger cause start activate spark press",
    "emerge appear arise come surface",
    "vanish disappear gone",
    "persist continue remain stay last",
    "resume restart continue return",
    "withdraw pull remove back recall",
    "recall withdraw return",
    "refund reimburse repay money back compensate",
    "compensate compensation damages pay",
    "donate give donation",
    "vote ballot poll elect",
    "majority most more",
    "unanimous all",
    "split divide disagree differ",
    "disagree differ dispute oppose divide",
    "agree consent accept deal",
    "negotiate talk negotiation discuss",
    "discuss talk debate",
    "sign conclude agree contract",
    "reconsider review rethink",
    "rethink reconsider review change",
    "learn find discover know",
    "teach train instruct educate",
    "skip omit leave miss overlook",
    "select choose pick opt decide",
    "prefer favor favour choose rather like",
    "dislike hate angry unhappy",
    "satisfied happy content pleased",
    "easy simple straightforward",
    "difficult hard tough challenging struggle problem",
    "struggle difficult hard problem trouble fail",
    "problem issue difficulty trouble flaw",
    "flaw weakness defect bug fault problem vulnerability hole",
    "vulnerability flaw hole bug weakness",
    "remedy fix solve cure correct",
    "solve fix answer crack resolve",
    "handle process deal manage cope",
    "translate translation language interpret",
    "subscriber subscription customer pay",
    "paid pay subscriber cost",
    "complimentary free cost nothing",
    "noisy noise loud",
    "quiet silent noise",
    "charge accuse indict",
    "brief short small",
    "lengthy long",
    "initial first early original",
    "final last end ultimate",
    "eventually finally then later",
    "frequent often common",
    "rare seldom uncommon few",
    "sufficient enough adequate",
    "adequate sufficient enough",
    "excessive too much",
    "substantial considerable large significant big",
    "slight small little marginal",
    "dramatic sharp steep big",
    "identical same equal",
    "equal same match level",
    "equivalent same match comparable",
    "ready available finished complete",
)
"""Words that may stand for each other in a paraphrase; each line is a group, and a word may be in several."""

PLACES: tuple[str, ...] = (
    "us u.s usa america american americans united-states washington",
    "uk u.k britain british united-kingdom england english",
    "eu e.u europe european europeans european-union brussels",
    "china chinese beijing",
    "japan japanese tokyo",
    "india indian",
    "germany german",
    "france french",
    "spain spanish",
    "italy italian",
    "netherlands dutch",
    "canada canadian",
    "mexico mexican",
    "brazil brazilian",
    "russia russian",
    "ukraine ukrainian",
    "korea korean",
    "taiwan taiwanese",
    "israel israeli",
    "australia australian",
    "sweden swedish",
    "norway norwegian",
    "denmark danish",
    "finland finnish",
    "poland polish",
    "switzerland swiss",
    "austria austrian",
    "belgium belgian",
    "ireland irish",
    "scotland scottish",
    "wales welsh",
    "portugal portuguese",
    "greece greek",
    "turkey turkish",
    "egypt egyptian",
    "nigeria nigerian",
    "kenya kenyan",
    "africa african",
    "asia asian",
    "vietnam vietnamese",
    "thailand thai",
    "indonesia indonesian",
    "singapore singaporean",
    "philippines philippine filipino",
    "pakistan pakistani",
    "argentina argentine argentinian",
    "chile chilean",
    "colombia colombian",
    "peru peruvian",
    "estonia estonian",
    "latvia latvian",
    "lithuania lithuanian",
    "czech czechia",
    "cyprus cypriot",
    "malta maltese",
    "croatia croatian",
    "slovenia slovenian slovene",
    "serbia serbian",
    "bulgaria bulgarian",
    "luxembourg luxembourgish",
    "galicia galician",
    "catalonia catalan",
    "morocco moroccan",
    "ghana ghanaian",
    "ethiopia ethiopian",
    "malaysia malaysian",
    "bangladesh bangladeshi",
    "nepal nepali nepalese",
    "iran iranian",
    "iraq iraqi",
    "qatar qatari",
    "new-zealand kiwi",
    "hungary hungarian",
    "romania romanian",
    "iceland icelandic",
    "california californian",
    "texas texan",
    "saudi arabia",
    "emirates emirati uae",
)
"""Places and what is of them; a hyphen joins the words of one name."""

CITIES: dict[str, str] = {
    city: people
    for people, cities in {
        "france french": "paris lyon marseille toulouse nice bordeaux lille grenoble nantes strasbourg montpellier"
        " rennes nancy metz dijon reims",
        "germany german": "berlin munich hamburg frankfurt cologne stuttgart dresden leipzig bonn dusseldorf"
        " dortmund essen bremen hanover nuremberg heidelberg karlsruhe mannheim augsburg potsdam jena mainz"
        " freiburg tubingen bavaria saxony",
        "uk britain british england english": "london manchester edinburgh glasgow cambridge oxford bristol leeds"
        " cardiff belfast liverpool birmingham sheffield nottingham newcastle swansea aberdeen dundee york bath"
        " southampton brighton coventry leicester",
        "netherlands dutch": "amsterdam rotterdam utrecht eindhoven delft haarlem hague groningen maastricht leiden"
        " nijmegen",
        "belgium belgian": "brussels antwerp ghent leuven bruges liege namur charleroi",
        "spain spanish": "madrid barcelona valencia seville bilbao malaga zaragoza granada alicante murcia",
        "italy italian": "rome milan turin naples florence bologna venice genoa pisa padua trieste bari palermo"
        " verona sicily tuscany lombardy",
        "switzerland swiss": "zurich geneva basel lausanne bern eth lugano lucerne winterthur",
        "austria austrian": "vienna graz linz salzburg",
        "portugal portuguese": "lisbon porto coimbra braga aveiro",
        "sweden swedish": "stockholm gothenburg malmo uppsala lund linkoping vasteras",
        "denmark danish": "copenhagen aarhus odense aalborg",
        "norway norwegian": "oslo bergen trondheim stavanger tromso",
        "finland finnish": "helsinki espoo tampere oulu turku",
        "poland polish": "warsaw krakow gdansk wroclaw poznan lodz katowice lublin",
        "ireland irish": "dublin cork galway limerick waterford",
        "us american america": "washington boston chicago seattle austin houston dallas denver atlanta detroit"
        " california texas oregon nevada ohio florida idaho utah colorado michigan illinois virginia arizona"
        " philadelphia phoenix memphis nashville charlotte pittsburgh cleveland baltimore minneapolis portland"
        " sacramento tucson orlando miami tampa brooklyn manhattan pennsylvania georgia massachusetts minnesota"
        " wisconsin missouri tennessee carolina maryland kentucky louisiana alabama oklahoma iowa kansas nebraska"
        " connecticut hawaii alaska",
        "canada canadian": "toronto montreal vancouver ottawa ontario quebec alberta calgary winnipeg edmonton"
        " halifax waterloo hamilton manitoba saskatchewan",
        "india indian": "delhi mumbai bangalore bengaluru hyderabad chennai pune jaipur kolkata ahmedabad kochi"
        " lucknow kerala karnataka gurgaon noida",
        "china chinese": "beijing shanghai shenzhen hangzhou guangzhou wuhan chengdu nanjing tianjin chongqing"
        " suzhou xian",
        "japan japanese": "tokyo osaka kyoto nagoya sapporo fukuoka kobe yokohama sendai hiroshima",
        "korea korean": "seoul busan incheon daejeon",
        "australia australian": "sydney melbourne brisbane perth canberra adelaide hobart darwin queensland victoria",
        "brazil brazilian": "brasilia curitiba recife salvador fortaleza campinas",
        "israel israeli": "haifa jerusalem tel aviv herzliya",
        "kenya kenyan": "nairobi mombasa kisumu",
        "nigeria nigerian": "lagos abuja kano ibadan",
        "mexico mexican": "guadalajara monterrey puebla tijuana",
        "argentina argentine argentinian": "cordoba rosario",
        "chile chilean": "santiago valparaiso",
        "colombia colombian": "bogota medellin cali",
        "peru peruvian": "lima cusco",
        "estonia estonian": "tallinn tartu",
        "latvia latvian": "riga",
        "lithuania lithuanian": "vilnius kaunas",
        "czech czechia": "prague brno ostrava",
        "hungary hungarian": "budapest debrecen",
        "romania romanian": "bucharest cluj",
        "greece greek": "athens thessaloniki patras",
        "turkey turkish": "ankara istanbul izmir",
        "egypt egyptian": "cairo alexandria",
        "ukraine ukrainian": "kyiv kharkiv lviv odesa",
        "russia russian": "moscow petersburg novosibirsk",
        "croatia croatian": "zagreb",
        "slovenia slovenian slovene": "ljubljana maribor",
        "serbia serbian": "belgrade",
        "bulgaria bulgarian": "sofia plovdiv",
        "taiwan taiwanese": "taipei hsinchu taichung",
        "thailand thai": "bangkok",
        "vietnam vietnamese": "hanoi saigon",
        "indonesia indonesian": "jakarta bandung",
        "malaysia malaysian": "penang johor",
        "philippines philippine filipino": "manila cebu",
        "pakistan pakistani": "karachi lahore islamabad",
        "bangladesh bangladeshi": "dhaka",
        "nepal nepali nepalese": "kathmandu",
        "morocco moroccan": "rabat casablanca",
        "ghana ghanaian": "accra kumasi",
        "ethiopia ethiopian": "addis",
        "iceland icelandic": "reykjavik",
    }.items()
    for city in cities.split()
}
"""Cities and regions, and what is of them: a text that has the city bears out the country, never the reverse."""

SEATS_OF_STATES = words(
    """
    paris berlin london brussels madrid rome vienna lisbon stockholm copenhagen oslo helsinki warsaw dublin washington
    ottawa delhi beijing tokyo seoul canberra brasilia jerusalem nairobi abuja bern moscow kyiv taipei ankara cairo
    """
)
"""Capitals that news lets stand for their states."""

ABBREVIATIONS: tuple[tuple[str, str], ...] = (
    ("ai", "artificial intelligence"), ("ceo", "chief executive"), ("cto", "chief technology officer"),
    ("cfo", "chief financial officer"), ("cfo", "finance chief"), ("cfo", "finance director"),
    ("cfo", "head of finance"),
    ("cfo", "financial"), ("ceo", "chief"), ("ceo", "managing director"), ("ceo", "boss"), ("ceo", "general manager"),
    ("ceo", "president"), ("ceo", "who runs"), ("cto", "technology chief"), ("coo", "operations"),
    ("coo", "chief operating officer"), ("vp", "vice president"),
    ("llm", "large language model"), ("llms", "large language models"), ("ml", "machine learning"),
    ("gpu", "graphics processor"), ("gpus", "graphics processors"), ("cpu", "central processor"),
    ("api", "programming interface"), ("ipo", "initial public offering"), ("ipo", "public offering"),
    ("pc", "personal computer"), ("pcs", "personal computers"), ("tv", "television"), ("vc", "venture capital"),
    ("ui", "user interface"), ("pdf", "document"), ("r&d", "research and development"),
    ("rl", "reinforcement learning"), ("ai", "machine learning"), ("ai", "language model"), ("ai", "neural network"),
    ("ai", "algorithm"), ("ai", "chatbot"), ("ai", "model"), ("ai", "automated"),
    ("un", "united nations"), ("who", "world health organization"), ("nato", "north atlantic treaty"),
    ("mri", "magnetic resonance"), ("dna", "genetic"), ("ev", "electric vehicle"), ("evs", "electric vehicles"),
    ("ar", "augmented reality"), ("vr", "virtual reality"), ("agi", "artificial general intelligence"),
    ("hr", "human resources"), ("pr", "public relations"), ("it", "information technology"),
    ("qa", "question answering"),
)  # fmt: skip
"""What needs no introduction: either form stands for the other."""

COMMON_CAPITALS = words(
    """
    president senate congress internet state states government parliament court board cabinet constitution house web
    minister ministry commission council committee department agency university institute college school bank fund
    act bill law sunday monday tuesday wednesday thursday friday saturday api apis gpu gpus cpu pdf app apps android
    beta pro earth moon sun north south east west series round phase chief executive professor judge mayor governor
    senator prime secretary army navy police city county international national federal republic kingdom union group
    inc corp ltd center centre foundation association authority office bureau ministry tribunal treasury
    """
)
"""Words that some write with a capital and some do not: they are no name by themselves."""

FIRST_WORDS = words(
    """
    users developers customers researchers engineers scientists subscribers employees workers regulators lawmakers
    critics investors shares pricing training access early new free available unlike compared instead early initial
    existing recent former current local federal state city police prosecutors lawyers authors artists actors
    students teachers parents patients doctors nurses hospitals schools companies firms startups banks retailers
    buyers sellers sales revenue profits losses costs prices funding backers rivals competitors experts analysts
    officials authorities voters residents drivers passengers riders farmers publishers newspapers studios musicians
    singers writers people children teens adults men women families owners tenants landlords consumers shoppers
    viewers readers listeners models chips robots agents cars drones cameras sensors servers data software hardware
    code queries prompts answers results tests trials benchmarks papers studies surveys reports documents emails
    messages records files images videos audio speech text voice power energy electricity water heat cooling demand
    supply capacity output production construction work building hiring layoffs jobs wages pay taxes tariffs fines
    penalties damages claims lawsuits suits complaints appeals hearings rulings laws rules regulations bills acts
    deals talks plans proposals offers bids orders contracts partnerships versions updates upgrades releases
    launches features tools apps services products plans tiers licences licenses weights parameters tokens memory
    storage bandwidth latency accuracy performance speed quality safety security privacy trust fraud abuse misuse
    theft leaks breaches attacks hackers scammers criminals victims witnesses judges jurors courts clerks agencies
    ministries governments councils committees commissions boards unions members leaders executives managers
    directors founders staff teams groups crews units divisions branches offices stores shops factories plants sites
    facilities centers centres campuses labs universities colleges museums libraries archives galleries fully partly
    mostly nearly roughly almost over under about around only just even still already once twice half full open
    closed public private paid premium basic standard advanced small large big high low long short fast slow cheap
    older younger newer later earlier first second third last next previous final several many most some few both
    all every each any another other similar separate additional further extra total overall average median typical
    contracts tickets calls chats posts comments reviews ratings rankings scores marks grades exams essays homework
    lessons courses classes pilots flights trains buses trucks ships boats planes roads bridges homes houses flats
    rents mortgages loans debts bonds stocks funds pensions insurers insurance premiums claims payouts bills
    receipts invoices payments transfers purchases returns refunds discounts coupons subscriptions memberships
    accounts profiles passwords keys backed based built trained tested measured priced sold made given asked shown
    used designed developed released scheduled due set bound limited restricted banned blocked approved rejected
    mortality inflation unemployment growth using having being becoming while whereas higher lower greater bigger
    better worse stronger weaker fewer roughly officially meanwhile losses layoffs shoppers pupils families fears
    turning women letting beginning policyholders adopted passed signed filed accused charged convicted sentenced
    non anti pre post co ex multi self semi mid fined sued hired fired promoted appointed elected named called known
    seen found
    """
)
"""Ordinary words that lines begin with, so that their capital makes no name of them."""

ORDINARY_ENDINGS = (
    "ing", "ed", "ly", "ers", "ors", "ists", "ions", "ion", "ments", "ment", "ness", "ants", "ents", "ity", "ies",
    "ship",
)  # fmt: skip
NOT_ORDINARY = words(
    """
    beijing boeing reading sterling ming bing fleming manning vision orion fusion notion fed wired zed irving fiverr
    lyft trinity felicity samsung nanjing chongqing siemens mercedes red reed sanders
    """
)
